"""The table of arrivals: every kind of address, and every way to come to a page."""

from __future__ import annotations

from typing import Any, Final

from tests.browsers.tables.cases.case import Arriving, Seen
from tests.browsers.tables.reading.gestures import (
    await_more,
    back,
    copy,
    each,
    follow,
    forward,
    reload,
    script,
    select,
)

TOKEN: Final = "wK7mQ2xR9tL"
MARK: Final = f"sk={TOKEN}"
OTHER: Final = "sk=c123456789A"
ENTRY: Final = Seen(is_entry=True)
MARKED: Final = Seen(is_entry=True, token=TOKEN)
WITHIN_SITE: Final = Seen(is_entry=False)
TEXT: Final = ":~:text=Whales%20were%20seen"
TYPE: Final = "performance.getEntriesByType('navigation')[0].type"


def arrive(rule: str, suffix: str, clean: str, view: Seen, **more: Any) -> Arriving:
    """Return a row of one address that is opened from outside."""
    return Arriving(rule=rule, suffix=suffix, clean=clean, views=[view], **more)


ADDRESSES: Final[list[Arriving]] = [
    arrive("a plain address", "", "", ENTRY),
    arrive("an anchor", "#deep", "#deep", ENTRY),
    arrive("a text fragment", f"#{TEXT}", "", ENTRY),
    arrive("a query", "?page=2", "?page=2", ENTRY),
    arrive("a mark", f"#{MARK}", "", MARKED),
    arrive("an anchor and a mark", f"#deep&{MARK}", "#deep", MARKED),
    arrive("a mark and a text fragment", f"#{MARK}{TEXT}", "", MARKED, engines_differ=True),
    arrive(
        "an anchor, a mark and a text fragment",
        f"#intro&{MARK}{TEXT}",
        "#intro",
        MARKED,
        engines_differ=True,
    ),
    arrive("a query and a mark", f"?page=2#{MARK}", "?page=2", MARKED),
    arrive(
        "a query, an anchor and a mark",
        f"?page=2&a=%26#deep&{MARK}",
        "?page=2&a=%26#deep",
        MARKED,
        engines_differ=True,
    ),
    arrive("an empty query and a mark", f"?#{MARK}", "?", MARKED),
    arrive(
        "a percent-encoded anchor and a mark",
        f"#caf%C3%A9&{MARK}",
        "#caf%C3%A9",
        MARKED,
        engines_differ=True,
    ),
    arrive("an anchor that does not exist, and a mark", f"#nowhere&{MARK}", "#nowhere", MARKED),
    arrive("a percent-encoded mark", f"#sk%3D{TOKEN}", "", MARKED),
    arrive("an anchor and a percent-encoded mark", f"#deep&sk%3d{TOKEN}", "#deep", MARKED),
    arrive("a full stop glued on", f"#{MARK}.", "", MARKED),
    arrive("a bracket and a comma glued on", f"#deep&{MARK}),", "#deep", MARKED),
    arrive("a percent-encoded quotation mark glued on", f"#{MARK}%E2%80%9D", "", MARKED),
    arrive("a quotation mark glued on", f"#{MARK}”", "", MARKED, engines_differ=True),
    arrive("two marks, of which the first counts", f"#{MARK}&{OTHER}", "", MARKED),
    arrive("a mark between an application's own keys", f"#a=1&{MARK}&b=2", "#a=1&b=2", MARKED),
    arrive("only a letter", "#sk=w", "", Seen(is_entry=True, token="w")),
    arrive("an anchor and only a letter", "#deep&sk=e", "#deep", Seen(is_entry=True, token="e")),
    arrive("a mark that was cut off", "#sk=wK7mQ2x", "#sk=wK7mQ2x", ENTRY),
    arrive("a mark with a character too many", f"#{MARK}M", f"#{MARK}M", ENTRY),
    arrive(
        "a mark with a character that there is not", "#sk=wK7mQ2xR90L", "#sk=wK7mQ2xR90L", ENTRY
    ),
    arrive("a mark without a letter", "#sk=1K7mQ2xR9tL", "#sk=1K7mQ2xR9tL", ENTRY),
    arrive("another's key that ends like sk", f"#task={TOKEN}", f"#task={TOKEN}", ENTRY),
    arrive("a mark in the query does not count", f"?{MARK}", f"?{MARK}", ENTRY),
    arrive("a hash router's address", f"#/boats/7&{MARK}", f"#/boats/7&{MARK}", ENTRY),
    arrive("an older hash router's address", f"#!boats&{MARK}", f"#!boats&{MARK}", ENTRY),
]

ARRIVALS: Final[list[Arriving]] = [
    Arriving(
        rule="an application's state is kept",
        page="stateful",
        suffix=f"#{MARK}",
        state={"page": "stateful"},
        views=[MARKED],
        engines_differ=True,
    ),
    Arriving(
        rule="an application's state is kept at an anchor",
        page="stateful",
        suffix=f"#deep&{MARK}",
        clean="#deep",
        state={"page": "stateful"},
        views=[MARKED],
        engines_differ=True,
    ),
    Arriving(
        rule="a history that refuses is survived",
        page="refusing",
        suffix=f"#deep&{MARK}",
        clean=f"#deep&{MARK}",
        views=[MARKED],
    ),
    Arriving(
        rule="an arrival that the page cancels is not reported",
        page="cancelling",
        suffix=f"#{MARK}",
    ),
    Arriving(
        rule="a link within the site is not an entry",
        start="elsewhere",
        come=follow("#marked"),
        views=[WITHIN_SITE],
    ),
    Arriving(
        rule="a link to a place in the page is not a view",
        suffix="",
        clean="#deep",
        then=script("document.querySelector('#within').click()"),
        hashchanges=1,
        views=[ENTRY],
        engines_differ=True,
    ),
    Arriving(
        rule="a reload is not a view",
        suffix=f"#deep&{MARK}",
        clean="#deep",
        then=reload,
        proof=f"{TYPE} === 'reload'",
        views=[MARKED],
        engines_differ=True,
    ),
    Arriving(
        rule="back is not a view",
        suffix=f"#deep&{MARK}",
        clean="#deep",
        then=each(follow("#onward"), back),
        views=[MARKED],
        engines_differ=True,
    ),
    Arriving(
        rule="back and forward are not views",
        suffix=f"#{MARK}",
        start="elsewhere",
        come=follow("#marked"),
        then=each(back, forward),
        views=[WITHIN_SITE],
        engines_differ=True,
    ),
    Arriving(
        rule="what is copied after an arrival has it as its parent",
        suffix=f"#{MARK}",
        then=each(select("#long"), await_more, copy),
        views=[MARKED],
        parents=[TOKEN],
    ),
    Arriving(
        rule="a reload forgets the parent",
        suffix=f"#{MARK}",
        then=each(reload, select("#long"), await_more, copy),
        views=[MARKED],
        parents=[None],
    ),
    Arriving(
        rule="a page from the cache for going back knows its parent",
        suffix=f"#{MARK}",
        then=each(follow("#onward"), back, select("#long"), await_more, copy),
        proof="seen.persisted",
        views=[MARKED],
        parents=[TOKEN],
        engines_differ=True,
    ),
    Arriving(
        rule="a letter is never a parent",
        suffix="#sk=w",
        then=each(select("#long"), await_more, copy),
        views=[Seen(is_entry=True, token="w")],
        parents=[None],
    ),
    Arriving(
        rule="a page that was opened in advance is read when it is shown",
        start="waiting",
        come=follow("#next"),
        proof="performance.getEntriesByType('navigation')[0].activationStart > 0",
        views=[WITHIN_SITE],
        cannot={
            "chromium": "Playwright forbids it to open pages in advance: see test_opened_early.py",
            "firefox": "it opens no page in advance",
            "webkit": "it opens no page in advance",
        },
    ),
    Arriving(
        rule="a restored tab is not a view",
        suffix=f"#{MARK}",
        views=[MARKED],
        cannot=dict.fromkeys(
            ("chromium", "firefox", "webkit"), "no driver closes a browser and restores its tabs"
        ),
    ),
]
