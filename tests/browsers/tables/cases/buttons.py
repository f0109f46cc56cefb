"""The table of copies by buttons: of the link, and of a passage without its source line."""

from __future__ import annotations

import json
from typing import Final

from tests.browsers.tables.cases.case import Copying, Sent
from tests.browsers.tables.cases.passages import FERRY
from tests.browsers.tables.reading.gestures import choose, click, copy, each, focus, press, select
from tests.support.notices import COPIED, REFUSE, UNDO

SAYS: Final = """
const hosts = [...document.querySelectorAll("*")].map(({ shadowRoot }) => shadowRoot);
const places = [document, ...hosts].filter(Boolean);
const says = places.flatMap((place) => [...place.querySelectorAll("[role=status]")]);
return says.map(({ textContent }) => textContent).join("")
"""
"""What the page says to the reader, its bar or its notice."""
IS_COPIED: Final = f"{SAYS} === {json.dumps(COPIED)}"

BUTTONS: Final[list[Copying]] = [
    Copying(
        rule=rule,
        page=page,
        act=act,
        ready=IS_COPIED,
        text="{address}",
        html="",
        events=[Sent("copy-link", "c")],
        article=article,
        # What the page says is then of this button.
        is_apart=True,
        engines_differ=page == "prose",
    )
    for rule, page, act, article in (
        (
            "the bar's button copies the marked link",
            "prose",
            click("[data-sharekit-channel=copy-link]"),
            "prose/",
        ),
        (
            "the bar's button copies an address with a number sign in its path",
            "sharp",
            click("[data-sharekit-channel=copy-link]"),
            "sharp/c%23/",
        ),
        ("a button of the site copies the marked link", "forms", click("#copy-link"), "forms/"),
        (
            "a button of the site is pressed by a key",
            "forms",
            each(focus("#copy-link"), press("Enter")),
            "forms/",
        ),
        (
            "a button belongs to the article that is named around it",
            "two",
            click("#copy-named"),
            "two/other/",
        ),
    )
]

NOTICES: Final[list[Copying]] = [
    Copying(
        rule=f"{choice} takes the source line back",
        select=select("#long"),
        act=each(copy, choose(choice)),
        ready=f"{SAYS} === ''",
        text=FERRY,
        html=FERRY,
        events=[Sent("copy-text", "t", "long", "long")],
        # The notice is of the first source line of a page.
        is_apart=True,
        is_rewritten=True,
        engines_differ=choice == UNDO,
        # WebKit cleans what a page writes without the reader's copying, and adds styles.
        is_restyled=True,
    )
    for choice in (UNDO, REFUSE)
]
