"""The table of marks that reach a form: on which ways they do, and on which they do not."""

from __future__ import annotations

import json
import time
from typing import Any, Final

from tests.browsers.tables.cases.arriving import ENTRY, MARK, MARKED, TOKEN, WITHIN_SITE
from tests.browsers.tables.cases.case import Carrying, Seen
from tests.browsers.tables.reading.gestures import (
    Gesture,
    back,
    each,
    focus,
    follow,
    press,
    reload,
    script,
)

ITEM: Final = "sharekit:arrival"
ASKED: Final = {"CONSENT": "ask"}
GIVEN: Final = {"CONSENT": "given"}
SAYS_YES: Final = script("sharekit.consent(true)")
SAYS_NO: Final = script("sharekit.consent(false)")
LETTER: Final = Seen(is_entry=True, token="w")


def kept_for(days: float) -> dict[str, str]:
    """Return what the device has kept for some days."""
    at = (time.time() - days * 24 * 3600) * 1000
    return {ITEM: json.dumps({"name": TOKEN, "at": at})}


def arrive(rule: str, posted: str, *views: Seen, **more: Any) -> Carrying:
    """Return a row of a page with a form."""
    return Carrying(rule=rule, posted=posted, views=views, **more)


def remember(rule: str, way: Gesture | None, posted: str, **more: Any) -> Carrying:
    """Return a row of what a device keeps: an event that it keeps, too, may come twice."""
    given: dict[str, Any] = {"page": "carrying", "suffix": f"#{MARK}"} if way else {}
    return Carrying(rule=rule, way=way, posted=posted, views=None, **{**given, **more})


def carry(rule: str, way: Gesture, posted: str, **more: Any) -> Carrying:
    """Return a row of a way from a page that was opened with a mark to one with a form."""
    given = {"page": "carrying", "suffix": f"#{MARK}", "views": [MARKED, WITHIN_SITE], **more}
    return Carrying(rule=rule, way=way, posted=posted, **given)


FORMS: Final[list[Carrying]] = [
    arrive("a form gets the token", TOKEN, MARKED, suffix=f"#{MARK}", engines_differ=True),
    arrive("without a mark it gets nothing", "", ENTRY, engines_differ=True),
    arrive("a letter is all that a link of letters gives", "w", LETTER, suffix="#sk=w"),
    arrive("an anchor stays", TOKEN, MARKED, suffix=f"#terms&{MARK}"),
    arrive("a reload forgets it", "", MARKED, suffix=f"#{MARK}", way=reload, engines_differ=True),
    arrive(
        "a page from the cache for going back still has it",
        TOKEN,
        MARKED,
        suffix=f"#{MARK}",
        way=each(follow("#onward"), back),
        proof="seen.persisted",
        engines_differ=True,
    ),
    arrive(
        "a form that is added later gets it",
        TOKEN,
        MARKED,
        page="later",
        suffix=f"#{MARK}",
        way=script("addForm()"),
        engines_differ=True,
    ),
    arrive(
        "so does one that is sent as soon as it is there",
        TOKEN,
        MARKED,
        page="later",
        suffix=f"#{MARK}",
        way=script("addForm(); document.querySelector('form').submit()"),
        sends=True,
        engines_differ=True,
    ),
    arrive(
        "where marks are letters, a form gets the letter",
        "w",
        LETTER,
        suffix=f"#{MARK}",
        settings={"PRIVACY": "channel", "CONSENT": "given"},
    ),
    arrive(
        "a reader who opted out gives the letter",
        "w",
        suffix=f"#{MARK}",
        settings=GIVEN,
        device={"sharekit-off": "1"},
        kept=["sharekit-off"],
    ),
    remember(
        "a reader's own token does not count",
        None,
        "",
        suffix=f"#{MARK}",
        settings=GIVEN,
        device={f"sharekit:own:{TOKEN}": json.dumps({"at": time.time() * 1000})},
        kept=[f"sharekit:own:{TOKEN}"],
    ),
]

LINKS: Final[list[Carrying]] = [
    carry("a link that asks for it passes it on", follow("#carried"), TOKEN, engines_differ=True),
    carry(
        "a key passes it on",
        follow("#carried", act=each(focus("#carried"), press("Enter"))),
        TOKEN,
        engines_differ=True,
    ),
    carry("an anchor and a query stay", follow("#terms"), TOKEN, engines_differ=True),
    carry("any other link loses it", follow("#plain"), ""),
    carry(
        "without a mark nothing is passed on",
        follow("#carried"),
        "",
        suffix="",
        views=[ENTRY, WITHIN_SITE],
    ),
    carry(
        "a letter is passed on",
        follow("#carried"),
        "w",
        suffix="#sk=w",
        views=[LETTER, WITHIN_SITE],
    ),
]

CONSENTS: Final[list[Carrying]] = [
    remember(
        "with consent it waits for the form",
        each(SAYS_YES, follow("#plain")),
        TOKEN,
        settings=ASKED,
        kept=[ITEM],
        engines_differ=True,
    ),
    remember(
        "so it does however the reader goes on",
        each(
            SAYS_YES,
            follow("#plain", act=script("location = document.querySelector('#plain').href")),
        ),
        TOKEN,
        settings=ASKED,
        kept=[ITEM],
        engines_differ=True,
    ),
    remember("before an answer nothing is kept", follow("#plain"), "", settings=ASKED),
    remember(
        "without consent nothing is kept", each(SAYS_NO, follow("#plain")), "", settings=ASKED
    ),
    remember(
        "a consent that is taken back leaves nothing",
        each(SAYS_YES, follow("#plain"), SAYS_NO),
        "",
        settings=ASKED,
    ),
    remember(
        "a site with a ground of its own keeps it",
        follow("#plain"),
        TOKEN,
        settings=GIVEN,
        kept=[ITEM],
    ),
    remember(
        "a letter replaces it",
        follow("#plain"),
        "w",
        suffix="#sk=w",
        settings=GIVEN,
        device=kept_for(1),
        kept=[ITEM],
    ),
    remember("it is kept for a week", None, TOKEN, settings=GIVEN, device=kept_for(6), kept=[ITEM]),
    remember("after a week it is gone", None, "", settings=GIVEN, device=kept_for(8)),
    remember("without consent a later page deletes it", None, "", device=kept_for(1)),
]
