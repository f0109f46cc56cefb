"""Presses every button of the gallery: browser x device x script x channel, a row each.

`make test` presses all of them in Chromium, and in Firefox and WebKit those that a script handles.

A button opens its address with a mark of its own, or visibly does something in the page; what
cannot work on a device is not shown there.

Without a script JavaScript is turned off in the browser itself. Every press is the pointer's, and
what it opens is read from the tab that is then open; a proxy answers for the hosts outside,
and must have been asked for the same address. No browser here has the apps: WebKit shows that it
cannot open their addresses, and Chromium, which shows nothing, reports the address to DevTools.
Firefox hands a mail to a site; before other apps it asks in a window that WebDriver cannot leave,
so there the address is read from the link: with our script after a press that is held back,
without it unpressed. The device's printer and share menu are stand-ins, and what is on the
clipboard is for tests/browsers/tables to paste.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any, NamedTuple
from urllib.parse import unquote

import pytest
from playwright.sync_api import Playwright

from sharekit.channels.find import get_all
from tests.browsers.gallery.devices import BROWSERS, DEVICES, Devices, is_touched
from tests.browsers.gallery.elsewhere import Elsewhere, serve_elsewhere
from tests.browsers.gallery.pressing import LISTEN, Pressed, press
from tests.support.waiting import wait

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
PLAIN = OPENS.keys() - {"whatsapp", "email", "messenger", "sms", "teams"}
"""Links that differ from WhatsApp's only in their address, or from that of SMS in their scheme."""
IN_PAGE = {"copy-link": "copies", "qr": "draws", "print": "prints"}
TOKEN = "[1-9A-HJ-NP-Za-km-z]{10}"


class Row(NamedTuple):
    """One button on one device in one browser, with our script or without."""

    browser: str
    device: str
    script: str
    slug: str

    @property
    def wanted(self) -> str:
        """The effect of the press, in one word."""
        is_touched_ = is_touched(self.browser, self.device)
        if self.slug in (DESKTOPS if is_touched_ else PHONES):
            return "hidden"
        if self.script == "without":
            return "hidden" if self.slug in {"native", "print"} else "opens"
        # A desktop has neither share menu nor app here: both buttons list the other channels.
        if self.slug == "native" or (self.slug == "messenger" and self.device == "desktop"):
            return "shares" if self.device == "phone" else "lists"
        return IN_PAGE.get(self.slug, "opens")

    @property
    def is_thorough(self) -> bool:
        """Whether only `make test-all` presses it.

        A plain link is what Chromium follows on a desktop; other browsers differ on a phone only
        where the device decides what comes of a press.
        """
        if self.browser == "chromium":
            return self.device == "phone" and self.script == "without" and self.slug in PLAIN
        is_alike = self.device == "phone" and self.slug not in {"messenger", "native", "sms"}
        return self.script == "without" or self.slug in PLAIN or is_alike


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
def elsewhere() -> Iterator[Elsewhere]:
    """Replace the hosts that the buttons lead to."""
    with serve_elsewhere() as elsewhere:
        yield elsewhere


@pytest.fixture(scope="module")
def pressed(
    gallery: str,
    elsewhere: Elsewhere,
    playwright: Playwright,
    browser_type_launch_args: dict[str, Any],
) -> Iterator[Press]:
    """Return what came of a row; a browser is started when it is first asked for."""
    with ExitStack() as stack:
        devices = Devices(stack, playwright, browser_type_launch_args, elsewhere.port)

        def press_(row: Row) -> Pressed:
            scripts = row.script == "with"
            browser = devices.find(row.browser, row.device, scripts=scripts)
            if not browser.address().startswith(gallery):
                browser.open(gallery)
                if scripts:
                    wait(lambda: browser.run(READY))
                    browser.run(LISTEN, row.device == "phone")
                else:
                    assert not browser.run(READY)
            return press(browser, row.slug, scripts=scripts)

        yield press_


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(row, id=" ".join(row), marks=[pytest.mark.thorough] * row.is_thorough)
        for row in ROWS
    ],
)
def test_a_button_opens_its_address_or_does_something_in_the_page(
    row: Row, pressed: Press, gallery: str, elsewhere: Elsewhere
) -> None:
    came, address = pressed(row)

    assert came == row.wanted
    if came in {"hidden", "lists"}:
        return
    # The address of a QR code, which the server logs, never has a token.
    has_token = row.script == "with" and row.slug != "qr"
    mark = f"sk={LETTERS[row.slug]}{TOKEN if has_token else ''}"
    assert re.search(rf"{re.escape(gallery)}#{mark}(?![\w])", unquote(address)), address
    if came == "opens":
        assert address.startswith(OPENS.get(row.slug, "http://127.0.0.1:")), address
    if address.startswith("https:"):
        assert address.split("#")[0] in elsewhere.asked


def test_the_table_lists_every_button_of_the_gallery() -> None:
    assert {slug: each.letter for slug, each in get_all().items() if each.button} == LETTERS
    for device in DEVICES:
        pressed = {row.slug for row in ROWS if row[:3] == ("chromium", device, "with")}
        assert pressed == LETTERS.keys()
