"""The table of copies in other places: other scripts, other roots, several articles, settings."""

from __future__ import annotations

from typing import Final

from tests.browsers.tables.cases.case import Copying, Sent, append, count, ignore
from tests.browsers.tables.cases.passages import FERRY, NEXT
from tests.browsers.tables.reading.gestures import between, click, each, script, select

ARABIC: Final = (
    "غادرت العبّارة الميناء في الساعة السابعة صباحًا،"
    " وعند الظهر لم يعد أحد على متنها يرى اليابسة من حوله."
)
JAPANESE: Final = (
    "渡し船は朝の七時に港を出て、正午にはもう"
    "船の上の誰にも陸が見えなくなっていたので、みんな黙って海を眺めていた。"
)
CHINESE: Final = (
    "渡轮早上七点离开港口,到了中午船上的人已经看不见陆地了,"
    "于是大家都沉默地望着大海,等待着下一个岛屿的出现。"
)
THAI: Final = (
    "เรือข้ามฟากออกจากท่าเรือตอนเจ็ดโมงเช้าและพอถึงเที่ยงก็ไม่มีใครบนเรือมองเห็นแผ่นดินอีกต่อไปทุกคนจึงนั่งเงียบมองทะเล"
)
TITLES: Final = {
    "arabic": "عبّارة السابعة",
    "chinese": "七点的渡轮",
    "curly": "How to use {address} and {title} in a template",
    "japanese": "七時の渡し船",
    "thai": "เรือข้ามฟากเจ็ดโมง",
}
TRAIN: Final = (
    "The train left the station at eight in the evening, and at midnight everybody on board was"
    " asleep."
)
BALLOON: Final = (
    "The balloon left the meadow at nine, and since then nobody has seen it or heard from those on"
    " board."
)
WINS: Final = (
    "Inside of a part that is only counted, this passage gets its source line all the same,"
    " since the nearest wins."
)
MARKED: Final = '<a href="{address}">{address}</a>'
COUNT: Final = {"COPY_MODE": "count"}
OFF: Final = {"COPY_MODE": "off", "NOTICE": False}

SCRIPTS: Final[list[Copying]] = [
    append(
        "Arabic",
        select("#long"),
        ARABIC,
        block="long",
        page="arabic",
        title=TITLES["arabic"],
    ),
    count("a few words of Arabic", select("#short"), "short", block="short", page="arabic"),
    append(
        "English in an Arabic page",
        between("#short", "#english"),
        f'<p>لا أحد رأى اليابسة.</p><p dir="ltr" lang="en">{FERRY}</p>',
        block="short",
        page="arabic",
        title=TITLES["arabic"],
        engines_differ=True,
    ),
    append(
        "Japanese",
        select("#long"),
        JAPANESE,
        block="long",
        page="japanese",
        title=TITLES["japanese"],
    ),
    count("a few words of Japanese", select("#short"), "short", block="short", page="japanese"),
    append(
        "Chinese",
        select("#long"),
        CHINESE,
        block="long",
        page="chinese",
        title=TITLES["chinese"],
    ),
    count("a few words of Chinese", select("#short"), "short", block="short", page="chinese"),
    append(
        "Thai",
        select("#long"),
        THAI,
        block="long",
        page="thai",
        title=TITLES["thai"],
        engines_differ=True,
    ),
    count("a few words of Thai", select("#short"), "short", block="short", page="thai"),
]

ROOTS: Final[list[Copying]] = [
    append(
        "in an open shadow root",
        click("#notice >>> #inside", times=3),
        FERRY,
        block="inside",
        page="shadow",
        engines_differ=True,
    ),
    append("beside a shadow root", select("#long"), NEXT, block="long", page="shadow"),
    ignore(
        "a field in a shadow root",
        each(
            click("#notice >>> #field"),
            script("document.activeElement.shadowRoot.activeElement.select()"),
        ),
        page="shadow",
        engines_differ=True,
    ),
]

ARTICLES: Final[list[Copying]] = [
    append("the first of two articles", select("#here"), FERRY, block="here", page="two"),
    append(
        "the second of two articles",
        select("#there"),
        TRAIN,
        block="there",
        page="two",
        article="two/other/",
        title="The other",
    ),
    append(
        "an article that an element names",
        select("#named"),
        BALLOON,
        block="named",
        page="two",
        article="two/other/",
        title="The other",
    ),
    ignore("across two articles", between("#here", "#there"), page="two"),
    ignore("outside of two articles", select("#outside"), page="two"),
    Copying(
        rule="the article's address gets the mark and nothing else",
        select=select("#address"),
        text="{address}",
        html=MARKED,
        events=[Sent("copy-link", "c", block="address")],
        engines_differ=True,
    ),
    Copying(
        rule="the article's address as a link gets the mark and nothing else",
        select=select("#address-link"),
        text="{address}",
        html=MARKED,
        events=[Sent("copy-link", "c", block="address-link")],
    ),
    Copying(
        rule="the mark of the article's address is replaced",
        select=select("#address-marked"),
        text="{address}",
        html=MARKED,
        events=[Sent("copy-link", "c", block="address-marked")],
    ),
    Copying(
        rule="the article's address gets the mark before words to scroll to",
        select=select("#address-words"),
        text="{address}:~:text=by%20noon",
        html=MARKED.replace("{address}", "{address}:~:text=by%20noon"),
        events=[Sent("copy-link", "c", block="address-words")],
    ),
    Copying(
        rule="the article's address with a route gets none",
        select=select("#address-route"),
        events=[Sent("copy-link", "", block="address-route")],
    ),
]

MODES: Final[list[Copying]] = [
    append(
        "a title with the names of the source line's parts",
        select("#long"),
        FERRY,
        block="long",
        page="curly",
        title=TITLES["curly"],
    ),
    count("an element that is counted only", select("#counted"), "long", block="counted"),
    append("an element in it that is marked again", select("#appended"), WINS, block="appended"),
    ignore("an element that is off", select("#off")),
    ignore("an element to be ignored", select("#ignored")),
    count("a site that counts only", select("#long"), "long", block="long", settings=COUNT),
    count(
        "a short passage on a site that counts only",
        select("#eleven"),
        "short",
        block="eleven",
        settings=COUNT,
    ),
    append(
        "an element of it that is marked",
        select("#appended"),
        WINS,
        block="appended",
        settings=COUNT,
    ),
    ignore("a site where copies are off", select("#long"), settings=OFF),
    count(
        "an element of it that is counted",
        select("#counted"),
        "long",
        block="counted",
        settings=OFF,
    ),
    append(
        "an element of it that is marked, too",
        select("#appended"),
        WINS,
        block="appended",
        settings=OFF,
    ),
    ignore("an element to be ignored where all is counted", select("#ignored"), settings=COUNT),
    ignore("a copy that the page cancels", select("#long"), page="cancelling"),
    ignore(
        "a reader who does not wish to be counted",
        select("#long"),
        before=script("localStorage['sharekit-off'] = 1"),
    ),
]
