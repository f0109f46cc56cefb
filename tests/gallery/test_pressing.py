"""Presses every button of the gallery: browser x device x script x channel, a row each.

A button opens its address with a mark of its own, or visibly does something in the page; what
cannot work on a device is not shown there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any, NamedTuple
from urllib.parse import unquote

import pytest
from playwright.sync_api import Playwright

from sharekit.channels import find_all
from tests.browser.browsers import Browser
from tests.browser.waiting import wait
from tests.gallery.devices import BROWSERS, DEVICES, is_touched, start
from tests.gallery.pressing import LISTEN, Pressed, follow, press
from tests.gallery.scriptless import serve_without_scripts

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LETTERS = {
    "whatsapp": "w",
    "email": "e",
    "messenger": "m",
    "native": "n",
    "copy-link": "c",
    "sms": "s",
    "telegram": "g",
    "viber": "v",
    "line": "j",
    "threema": "a",
    "teams": "i",
    "snapchat": "k",
    "facebook": "f",
    "x": "x",
    "linkedin": "d",
    "reddit": "r",
    "bluesky": "b",
    "threads": "h",
    "mastodon": "o",
    "pinterest": "p",
    "qr": "q",
    "print": "z",
}
PHONES = {"sms", "viber", "threema"}
DESKTOPS = {"teams"}
OPENS = {
    "whatsapp": "https://wa.me/?text=",
    "email": "mailto:?subject=",
    "messenger": "fb-messenger://share/?link=",
    "sms": "sms:?&body=",
    "telegram": "https://t.me/share/url?url=",
    "viber": "viber://forward?text=",
    "line": "https://social-plugins.line.me/lineit/share?url=",
    "threema": "threema://compose?text=",
    "teams": "https://teams.microsoft.com/share?href=",
    "snapchat": "https://www.snapchat.com/scan?attachmentUrl=",
    "facebook": "https://www.facebook.com/sharer/sharer.php?u=",
    "x": "https://x.com/intent/tweet?",
    "linkedin": "https://www.linkedin.com/sharing/share-offsite/?url=",
    "reddit": "https://www.reddit.com/submit?url=",
    "bluesky": "https://bsky.app/intent/compose?text=",
    "threads": "https://www.threads.com/intent/post?",
    "mastodon": "https://share.joinmastodon.org/#text=",
    "pinterest": "https://www.pinterest.com/pin/create/button/?url=",
}
IN_PAGE = {"copy-link": "copies", "qr": "draws", "print": "prints"}
TOKEN = "[1-9A-HJ-NP-Za-km-z]{10}"


class Row(NamedTuple):
    """Is one button on one device in one browser, with our script or without."""

    browser: str
    device: str
    script: str
    slug: str

    @property
    def wanted(self) -> str:
        """What comes of it, in a word."""
        is_touched_ = is_touched(self.browser, self.device)
        if self.slug in (DESKTOPS if is_touched_ else PHONES):
            return "hidden"
        if self.script == "without":
            return "hidden" if self.slug in {"native", "print"} else "opens"
        # A desktop has neither share menu nor app here: both buttons list the other channels.
        if self.slug == "native" or (self.slug == "messenger" and self.device == "desktop"):
            return "shares" if self.device == "phone" else "lists"
        return IN_PAGE.get(self.slug, "opens")


ROWS = [
    Row(browser, device, script, slug)
    for browser in BROWSERS
    for device in DEVICES
    for script in ("with", "without")
    for slug in LETTERS
]
READY = "return document.documentElement.dataset.sharekitReady === ''"

Press = Callable[[Row], Pressed]


@pytest.fixture(scope="module")
def pressed(
    gallery: str, playwright: Playwright, browser_type_launch_args: dict[str, Any]
) -> Iterator[Press]:
    """Give what came of a row; a browser is started when it is first asked for."""
    running: dict[tuple[str, str, bool], Browser] = {}
    with ExitStack() as stack:
        scriptless = stack.enter_context(serve_without_scripts(gallery))

        def open_(row: Row) -> Browser:
            # A browser that runs scripts reads the page without them from elsewhere.
            is_scripted = row.script == "with" or row.browser != "chromium"
            name = (row.browser, row.device, is_scripted)
            if name not in running:
                running[name] = stack.enter_context(
                    start(
                        row.browser,
                        row.device,
                        scripts=is_scripted,
                        playwright=playwright,
                        options=browser_type_launch_args,
                    )
                )
            return running[name]

        def press_(row: Row) -> Pressed:
            browser = open_(row)
            if row.script == "without":
                visit(browser, gallery if row.browser == "chromium" else scriptless)
                return follow(browser, row.slug)
            if visit(browser, gallery):
                assert wait(lambda: browser.run(READY))
                browser.run(LISTEN, row.device == "phone")
            return press(browser, row.slug)

        yield press_


def visit(browser: Browser, address: str) -> bool:
    """Open an address, unless the browser is there; tell whether it had to."""
    is_new = not str(browser.run("return location.href")).startswith(address)
    if is_new:
        browser.open(address)
    return is_new


@pytest.mark.parametrize("row", ROWS, ids=lambda row: " ".join(row))
def test_a_button_opens_its_address_or_does_something_in_the_page(
    row: Row, pressed: Press, gallery: str
) -> None:
    came, address = pressed(row)

    assert came == row.wanted
    if came in {"hidden", "lists"}:
        return
    letter = LETTERS[row.slug]
    mark = f"sk={letter}{TOKEN if row.script == 'with' else ''}"
    page = (
        re.escape(gallery) if row.script == "with" or row.browser == "chromium" else ".+/buttons/"
    )
    assert re.search(rf"{page}#{mark}(?![\w])", unquote(address)), address
    if came == "opens":
        assert address.startswith(OPENS.get(row.slug, "http://127.0.0.1:")), address


def test_the_table_lists_every_button_of_the_gallery() -> None:
    assert {slug: each.letter for slug, each in find_all().items() if each.button} == LETTERS
    assert len(ROWS) == 3 * 2 * 2 * 22
