"""A comment on the page of the panel changes nothing of what the panel copies."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import Browser, Route
from pytest_django.live_server_helper import LiveServer

from tests.browsers.promotions.browsing import browse
from tests.unit.contrib.promotions.pages.making import CODE, PANEL

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.usefixtures("django_db_setup"),
]
COMMENTS = (
    '<input id="sharekit-own-link" value="https://news.example/r/MALL0RY0/">',
    '<a id="sharekit-own-link">x</a>',
    '<img name="getElementById"><img name="querySelectorAll"><img name="execCommand">',
    '<img name="documentElement"><img id="sharekitOffer">',
    '<button data-sharekit-offer-copy="x">b</button>',
)


@pytest.mark.parametrize("may_write", [True, False])
@pytest.mark.parametrize("comment", COMMENTS)
def test_the_panel_copies_the_advocates_own_link(
    browser: Browser, live_server: LiveServer, anna: Client, comment: str, may_write: bool
) -> None:
    def write_comment(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=response.text().replace("<h1>", f"{comment}<h1>"))

    allowed = ["clipboard-read", "clipboard-write"] if may_write else ["clipboard-read"]
    errors: list[str] = []
    with browse(browser, live_server.url, client=anna, permissions=allowed) as page:
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.route(f"**{PANEL}", write_comment)
        if not may_write:
            page.add_init_script("navigator.clipboard.writeText = () => Promise.reject()")
        page.goto(PANEL)
        page.locator(".sharekit-offer").get_by_role("button", name="Copy link").click()
        page.locator(".sharekit-offer [role=status]", has_text="Link copied").wait_for()

        assert f"/r/{CODE}/" in page.evaluate("navigator.clipboard.readText()")
        # The comment's own button does nothing.
        for button in page.locator("main > button").all():
            button.dispatch_event("click")
        page.wait_for_timeout(50)
    assert errors == []
