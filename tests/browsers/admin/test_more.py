"""More figures in a real browser: loaded when they are opened."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browsers.admin.reporting import FIGURES, REPORT, count_traffic, open_more

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    # Before live_server: until the test database is made, the settings name one in memory, whose
    # one connection the server's threads would share.
    pytest.mark.usefixtures("django_db_setup"),
]

PART = "**/report/more/**"
PLACE = "[data-sharekit-more]"
FOCUS = "document.activeElement.localName"


@pytest.fixture(autouse=True)
def counted(transactional_db: None) -> None:
    count_traffic()


def test_they_are_loaded_once_when_they_are_opened(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{REPORT}?days=30")
    assert not any("/more/" in url for url in asked)

    for _ in range(3):
        page.get_by_text("More figures").click()
    expect(page.locator("[data-table=channels]")).to_be_visible()

    [url] = [each for each in asked if "/more/" in each]
    assert url.endswith("/report/more/?days=30")


def test_screen_readers_announce_that_they_are_loaded(page: Page) -> None:
    page.goto(REPORT)
    status = page.locator(f"{PLACE} [role=status]")
    place = page.locator(PLACE)
    expect(status).to_be_empty()

    with page.expect_response(PART):
        page.get_by_text("More figures").click()
        expect(status).to_have_text(place.get_attribute("data-waiting") or "?")

    expect(status).to_have_text(place.get_attribute("data-shown") or "?")


def test_the_focus_is_not_lost_with_the_link(page: Page) -> None:
    page.goto(REPORT)
    page.locator(".sharekit-more > summary").focus()

    def answer_late(route: Route) -> None:
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUS) == "a"
        route.fallback()

    page.route(PART, answer_late)
    page.keyboard.press("Enter")

    expect(page.locator(FIGURES)).to_be_visible()
    assert page.evaluate(FOCUS) == "summary"


def test_after_a_fault_the_link_stays_and_opening_it_asks_again(page: Page) -> None:
    page.route(PART, lambda route: route.abort(), times=1)
    page.goto(REPORT)

    page.get_by_text("More figures").click()
    expect(page.locator(PLACE)).to_contain_text(
        page.locator(PLACE).get_attribute("data-failed") or "?"
    )
    expect(page.locator(f"{PLACE} a")).to_be_visible()
    page.get_by_text("More figures").click()
    open_more(page)

    expect(page.locator(f"{PLACE} a")).to_have_count(0)
