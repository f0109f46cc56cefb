"""Tests that a page view is a page that comes, not an address that returns, in three browsers."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

import pytest

from tests.browsers.site_js.staying.stays import STAYS, Stay
from tests.browsers.site_js.staying.steps import WATCH
from tests.browsers.site_js.tab import BRIDGE, SWIFTS
from tests.browsers.tables.cases.case import BROWSERS
from tests.browsers.tables.engines import Browser
from tests.support.waiting import wait
from tests.systems.hosts.host_site import Site

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def find_stays() -> list[pytest.ParameterSet]:
    """Return each row with each browser; `make test` tries basic rows in all of them."""
    return [
        pytest.param(
            name,
            stay,
            id=f"{name}: {stay.rule}",
            marks=[] if stay.is_basic or name == BROWSERS[0] else [pytest.mark.thorough],
        )
        for stay in STAYS
        for name in BROWSERS
    ]


def open_story(browser: Browser, site: Site, script: str, *, has_list: bool = False) -> None:
    """Open the first story with a script of the site, and perhaps a list beside it."""
    browser.open(f"{site.origin}/sharekit/not-counted/")
    browser.run(f"document.cookie = 'script={script};path=/'")
    browser.run(f"document.cookie = 'lists={'1' if has_list else ''};path=/'")
    browser.open(site.origin + SWIFTS)
    wait(lambda: browser.run("return 'sharekitReady' in document.documentElement.dataset"))


def take(browser: Browser, step: str) -> None:
    """Take a step of a row, and give the page's script the time to notice."""
    wait(lambda: browser.run(step) is not False)
    time.sleep(0.3)


@pytest.mark.parametrize(("name", "stay"), find_stays())
def test_a_page_view_is_what_the_table_says(
    name: str, stay: Stay, browsers: Callable[[str], Browser], site: Site
) -> None:
    browser = browsers(name)
    open_story(browser, site, stay.script, has_list=stay.has_list)
    browser.run(WATCH, BRIDGE)
    wait(lambda: browser.run("return Boolean(window.other)"))

    for step in stay.steps:
        take(browser, step)
    time.sleep(1.2)  # the script sends after a second
    views = wait(lambda: browser.run("return views"), lambda views: len(views) >= len(stay.views))

    assert tuple(views) == stay.views


PRESS: Final = """
window.acts = [];
for (const kind of ["share", "copy"]) {
  document.addEventListener("sharekit:" + kind, ({ detail }) => acts.push(detail.channel));
}
window.print = () => {};
up.link.config.instantSelectors.push("a[href]");
up.link.config.preloadSelectors.push("a[href]");
document.querySelector("h1").dataset.own = 1;
"""
"""Beside following all links: what Unpoly's documentation recommends for all links."""
FIND: Final = """
const selector = `main [data-sharekit] > [data-sharekit-channel=${arguments[0]}]`;
const button = document.querySelector(selector);
const { x, y, width, height } = button.getBoundingClientRect();
return [x + width / 2, y + height / 2];
"""


@pytest.mark.parametrize("name", BROWSERS)
def test_a_button_that_works_in_the_page_works_where_links_are_followed_when_pressed(
    name: str, browsers: Callable[[str], Browser], site: Site
) -> None:
    browser = browsers(name)
    open_story(browser, site, "unpoly")
    browser.run(PRESS)

    def press(channel: str, shows: str) -> None:
        # Nobody lets go at once.
        browser.click(*browser.run(FIND, channel), seconds=0.15)
        wait(lambda: browser.run(shows), within=10)
        browser.press("Escape")

    press("copy-link", "return acts.includes('copy-link')")
    press("print", "return acts.includes('print')")
    press("native", "return Boolean(document.querySelector('.sharekit-menu:popover-open'))")
    press("qr", "return Boolean(document.querySelector('.sharekit-dialog[open]'))")

    assert browser.run("return acts") == ["copy-link", "print", "qr"]
    assert browser.run("return document.querySelectorAll('h1[data-own]').length") == 1
    assert browser.address() == site.origin + SWIFTS
