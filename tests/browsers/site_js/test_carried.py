"""Tests that a mark reaches a form in what Turbo, htmx or a router swaps in, and no address bar."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Route

from tests.browsers.site_js.tab import BRIDGE, SWIFTS, Tab

pytestmark = [pytest.mark.slow, pytest.mark.browser]

TOKEN = "wK7mQ2xR9tL"


def order(tab: Tab) -> list[str]:
    """Send the form of the story that is shown; return what the server would get in the field."""
    bodies: list[str] = []

    def answer(route: Route) -> None:
        bodies.append(route.request.post_data or "")
        route.fulfill(status=204)

    tab.page.route("**/ordered/", answer)
    with tab.page.expect_response("**/ordered/"):
        tab.page.click("#order")
    [body] = bodies
    if "Content-Disposition" in body:
        return [body.split('name="sharekit_token"\r\n\r\n')[1].split("\r\n")[0]]
    return parse_qs(body, keep_blank_values=True)["sharekit_token"]


@pytest.mark.parametrize(
    "tab", ["turbo", "htmx", "htmx1", "htmx2", "unpoly", "router"], indirect=True
)
def test_a_form_that_is_swapped_in_gets_the_mark(tab: Tab) -> None:
    tab.context.add_cookies([{"name": "sells", "value": "1", "url": tab.origin}])
    tab.open(f"{SWIFTS}#sk={TOKEN}")
    tab.wait_for_copying()  # which the mark's removal from the address bar follows
    tab.page.evaluate("window.isSame = true")
    tab.show("The bridge")
    tab.page.wait_for_url(f"**{BRIDGE}")

    assert tab.page.evaluate("isSame")
    assert order(tab) == [TOKEN]
    assert tab.page.url == tab.origin + BRIDGE
    assert tab.troubles == []


@pytest.mark.parametrize("tab", ["htmx", "htmx2"], indirect=True)
def test_a_boosted_link_gets_no_mark(tab: Tab) -> None:
    tab.context.add_cookies([{"name": "sells", "value": "1", "url": tab.origin}])
    tab.open(f"{SWIFTS}#sk={TOKEN}")
    tab.wait_for_copying()
    tab.show("The bridge", "footer a")
    tab.page.wait_for_url(f"**{BRIDGE}")

    assert order(tab) == [TOKEN]
    assert tab.page.url == tab.origin + BRIDGE
    assert tab.troubles == []


@pytest.mark.parametrize("tab", ["none"], indirect=True)
def test_a_page_that_is_loaded_gets_the_mark_by_the_link(tab: Tab) -> None:
    tab.context.add_cookies([{"name": "sells", "value": "1", "url": tab.origin}])
    tab.open(f"{SWIFTS}#sk={TOKEN}")
    tab.show("The bridge")
    tab.wait_for_copying()

    assert order(tab) == [TOKEN]
    assert tab.troubles == []
