"""Tests that no other script follows the buttons that work in the page, nor their links."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Request, expect

from tests.browsers.site_js.tab import BRIDGE, SWIFTS, Tab

pytestmark = [pytest.mark.slow, pytest.mark.browser]

LIBRARIES: Final = [
    *("htmx", "htmx1", "htmx2"),
    *(pytest.param(name, marks=pytest.mark.thorough) for name in ("turbo", "unpoly")),
]
HERE: Final = ("copy-link", "native", "qr", "print")
"""The channels whose buttons lead nowhere."""


@pytest.fixture
def fetched(tab: Tab) -> list[str]:
    """Return the pages and pictures that the tab fetches after its page was opened.

    The libraries follow all links of the page, and a dialog of printing does not open.
    """
    tab.context.add_cookies([{"name": "boost", "value": "1", "url": tab.origin}])
    tab.context.set_default_timeout(10_000)
    tab.page.add_init_script("print = () => {}")
    tab.open(SWIFTS)
    tab.wait_for_copying()
    addresses: list[str] = []

    def note(request: Request) -> None:
        if request.resource_type in {"document", "fetch", "xhr"}:
            addresses.append(request.url)

    tab.page.on("request", note)
    return addresses


@pytest.mark.parametrize("tab", LIBRARIES, indirect=True)
def test_a_button_that_leads_nowhere_leaves_the_page_as_it_is(tab: Tab, fetched: list[str]) -> None:
    tab.page.evaluate(
        "for (const name of ['html', 'h1']) document.querySelector(name).dataset.own = 1"
    )
    for channel in HERE:
        tab.page.locator(f"main [data-sharekit] > [data-sharekit-channel={channel}]").click()
        if channel == "qr":
            expect(tab.page.get_by_role("dialog")).to_be_visible()
        tab.page.keyboard.press("Escape")
        tab.page.wait_for_timeout(200)

    expect(tab.page.locator("h1[data-own]")).to_have_text("Swifts of the city")
    assert tab.page.url == tab.origin + SWIFTS
    assert [address for address in fetched if urlsplit(address).path.startswith("/stories/")] == []
    tab.page.click("aside a")  # which the library follows
    tab.expect("The bridge")
    expect(tab.page.locator("html[data-own]")).to_be_attached()
    assert tab.page.url == tab.origin + BRIDGE


@pytest.mark.parametrize("tab", ["turbo"], indirect=True)
def test_turbo_fetches_no_qr_code_before_its_button_is_pressed(
    tab: Tab, fetched: list[str]
) -> None:
    tab.page.hover("main [data-sharekit-channel=qr]")
    tab.page.wait_for_timeout(500)
    assert fetched == []

    with tab.page.expect_request(f"**{BRIDGE}"):  # as it fetches other pages
        tab.page.hover("aside a")


@pytest.mark.parametrize("tab", ["htmx"], indirect=True)
def test_without_the_script_their_links_are_followed_by_the_browser(tab: Tab) -> None:
    tab.context.add_cookies([{"name": "boost", "value": "1", "url": tab.origin}])
    tab.page.route("**/sharekit.js", lambda route: route.abort())
    tab.page.goto(tab.origin + SWIFTS)
    tab.page.locator("main [data-sharekit-channel=qr]").click()
    tab.page.wait_for_url("**/sharekit/qr/**")

    assert tab.page.evaluate("document.documentElement.tagName") == "svg"
