"""Walks through the menu and the QR code's dialog by keyboard, in three browsers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browsers.tables.cases.case import BROWSERS
from tests.browsers.tables.engines import Browser
from tests.browsers.tables.reading.gestures import click
from tests.support.notices import COPIED
from tests.support.waiting import wait

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BAR = "[data-theme=light] [data-style=bar] [dir=ltr] > .sharekit"
MORE = f"{BAR} > [data-sharekit-channel=native]"
CODE = f"{BAR} > [data-sharekit-channel=qr]"
READY = "return document.documentElement.dataset.sharekitReady === ''"
FOCUS = "document.querySelector(arguments[0]).focus()"
# What the reader has before them: the focus, and what is open.
SEE = """
const { activeElement } = document;
const menu = document.querySelector(".sharekit-menu:popover-open");
return {
  focus: activeElement.dataset.sharekitChannel ?? activeElement.localName,
  inMenu: Boolean(menu?.contains(activeElement)),
  inDialog: Boolean(document.querySelector("dialog[open]")?.contains(activeElement)),
  menu: Boolean(menu),
  dialog: Boolean(document.querySelector("dialog[open]")),
  expanded: document.querySelector(arguments[0]).getAttribute("aria-expanded"),
};
"""


@pytest.fixture(params=BROWSERS)
def browser_(
    request: pytest.FixtureRequest, browsers: Callable[[str], Browser], gallery: str
) -> Browser:
    """Show the gallery in each browser, its scripts there."""
    browser = browsers(request.param)
    browser.open(gallery)
    wait(lambda: browser.run(READY))
    return browser


def see(browser: Browser) -> dict[str, Any]:
    seen: dict[str, Any] = browser.run(SEE, MORE)
    return seen


def wait_for(browser: Browser, **wanted: object) -> dict[str, Any]:
    """Wait until the page is in the wanted state, and return the state."""
    return wait(lambda: see(browser), lambda found: wanted.items() <= found.items())


def test_the_menu_opens_by_enter_and_closes_by_escape(browser_: Browser) -> None:
    browser_.run(FOCUS, MORE)
    wait_for(browser_, menu=False, expanded="false", focus="native")

    browser_.press("Enter")
    wait_for(browser_, menu=True, expanded="true", focus="native")
    browser_.press("Tab")
    wait_for(browser_, inMenu=True)
    browser_.press("Escape")

    wait_for(browser_, menu=False, expanded="false", focus="native")


@pytest.mark.parametrize(("first", "second"), [("Enter", "Enter"), (" ", " "), ("Enter", " ")])
def test_the_menu_opens_and_closes_by_the_keys_of_a_button(
    browser_: Browser, first: str, second: str
) -> None:
    browser_.run(FOCUS, MORE)
    where = browser_.run("return scrollY")
    browser_.press(first)
    wait_for(browser_, menu=True, expanded="true", focus="native")

    browser_.press(second)

    wait_for(browser_, menu=False, expanded="false", focus="native")
    assert browser_.run("return scrollY") == where


def test_space_presses_no_link(browser_: Browser) -> None:
    browser_.run(FOCUS, CODE)
    browser_.run("scrollTo(0, 0)")

    browser_.press(" ")

    # It scrolls the page down, as anywhere else; the code would be shown by now.
    wait(lambda: browser_.run("return scrollY"), lambda scrolled: scrolled > 100)
    browser_.press("Enter")
    wait_for(browser_, dialog=True)


def test_tab_leads_through_the_menu_and_out_of_it(browser_: Browser) -> None:
    browser_.run(FOCUS, MORE)
    browser_.press("Enter")
    wait_for(browser_, menu=True)
    count = browser_.run("return document.querySelectorAll('.sharekit-menu:popover-open a').length")

    passed = []
    for _ in range(count):
        browser_.press("Tab")
        seen = wait(lambda: see(browser_), lambda found: found["focus"] not in passed)
        passed.append(seen["focus"])
        assert seen["inMenu"]
    browser_.press("Tab")

    assert len(set(passed)) == count > 10
    # The next button of the bar.
    wait_for(browser_, menu=False, expanded="false", focus="copy-link")


def test_the_menu_opens_and_closes_by_the_pointer(browser_: Browser) -> None:
    click(MORE)(browser_)
    wait_for(browser_, menu=True, expanded="true")
    click(MORE)(browser_)
    wait_for(browser_, menu=False, expanded="false")

    click(MORE)(browser_)
    wait_for(browser_, menu=True)
    click("h1")(browser_)

    wait_for(browser_, menu=False, expanded="false")


def test_what_the_menu_copies_is_said_in_the_bar(browser_: Browser) -> None:
    every = "[data-theme=light] [data-style=narrow] [dir=ltr] > .sharekit"
    browser_.run(f"document.querySelector('{every} > [data-sharekit-channel=copy-link]').remove()")
    # Its Messenger button opens the menu on a desktop.
    click(f"{every} > [data-sharekit-channel=messenger]")(browser_)
    copy = f"{every} .sharekit-menu [data-sharekit-channel=copy-link]"
    wait(lambda: browser_.run(f"return Boolean(document.querySelector('{copy}'))"))

    click(copy)(browser_)

    says = f"return document.querySelector('{every} > [role=status]').textContent"
    assert wait(lambda: browser_.run(says)) == COPIED
    wait_for(browser_, menu=False)


def test_the_dialog_holds_the_focus_and_gives_it_back(browser_: Browser) -> None:
    browser_.run(FOCUS, CODE)
    browser_.press("Enter")
    wait_for(browser_, dialog=True, inDialog=True)
    for _ in range(4):
        browser_.press("Tab")
        seen = see(browser_)
        # A browser's own bar may be among the stops, never the page behind.
        assert seen["inDialog"] or seen["focus"] in {"body", "html"}

    browser_.press("Escape")

    wait_for(browser_, dialog=False, focus="qr")
    # Its event `close`, a task of its own, takes it out of the page.
    wait(lambda: not browser_.run("return Boolean(document.querySelector('dialog'))"))


def test_the_dialog_closes_by_its_button(browser_: Browser) -> None:
    click(CODE)(browser_)
    wait_for(browser_, dialog=True)
    link = browser_.run("return document.querySelector('dialog[open] a').href")
    file = browser_.run("return document.querySelector('dialog[open] a').download")
    name = browser_.run("return document.querySelector('dialog[open] svg').ariaLabel")

    click("dialog[open] button")(browser_)

    wait_for(browser_, dialog=False)
    assert (link[:5], file) == ("blob:", "The buttons.svg")
    assert name == "QR code that opens “The buttons”"
