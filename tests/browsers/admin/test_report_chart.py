"""The report's chart and its way by keyboard, also without the script that draws it."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browsers.admin.reporting import REPORT, count_traffic, let_one_take_off
from tests.support.traffic import BRIDGE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    # Before live_server: until the test database is made, the settings name one in memory, whose
    # one connection the server's threads would share.
    pytest.mark.usefixtures("django_db_setup"),
]

SHIFT = """new Promise((resolve) => {
  let sum = 0;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) sum += entry.value;
  });
  observer.observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(sum), 300);
})"""
FOCUS = """(() => {
  const focus = document.activeElement;
  return focus.getAttribute("aria-label") ?? focus.textContent.trim();
})()"""
UPLOT = "**/uPlot.iife.min.js"


def find_shown(page: Page) -> list[str | None]:
    """Return what the chart shows, or both views."""
    shown = page.locator("[data-shown-by]:visible")
    return [view.get_attribute("data-shown-by") for view in shown.all()]


def test_what_the_chart_shows_is_chosen_with_the_keyboard(
    page: Page, transactional_db: None
) -> None:
    count_traffic()
    page.goto(REPORT)
    expect(page.locator("canvas")).to_have_count(1)
    assert find_shown(page) == ["total"]

    page.get_by_role("link", name="By channel").focus()
    page.keyboard.press("Enter")
    assert find_shown(page) == ["channels"]
    expect(page.locator("[data-view=channels]")).to_have_attribute("aria-current", "true")
    assert page.url.endswith("?chart=channels#sharekit-series")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")

    assert find_shown(page) == ["total"]
    assert page.locator("canvas").is_visible()


def test_the_keyboard_reaches_what_an_editor_needs_in_the_order_of_the_page(
    page: Page, transactional_db: None
) -> None:
    let_one_take_off()
    page.goto(REPORT)
    page.get_by_role("link", name="Today").focus()

    reached = []
    while (focus := page.evaluate(FOCUS)) != "More figures":
        reached.append(focus)
        page.keyboard.press("Tab")
        assert len(reached) < 40

    def place(name: str) -> int:
        return next(number for number, focus in enumerate(reached) if focus.startswith(name))

    order = ["Today", "All days", "Other days", "Tracked shares", "Reshares", BRIDGE.title]
    order += [f"Make a campaign link to {BRIDGE.title}", "Total", "By channel", "As a table"]
    assert [place(name) for name in order] == sorted(map(place, order))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Downloads")).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS) == "Shares"


def test_a_campaign_link_begins_with_the_article_and_its_channel(
    page: Page, transactional_db: None
) -> None:
    let_one_take_off()
    page.goto(REPORT)

    page.get_by_role("link", name=f"Make a campaign link to {BRIDGE.title}").first.click()

    page.wait_for_load_state("networkidle")
    expect(page.get_by_label("Article")).to_have_value(BRIDGE.address)
    expect(page.get_by_label("Channel")).to_have_value("whatsapp")


def test_pointing_at_a_day_says_its_figures(page: Page, transactional_db: None) -> None:
    count_traffic()
    page.goto(REPORT)
    plot = page.locator(".u-over")
    box = plot.bounding_box()
    assert box

    plot.hover(position={"x": box["width"] - 2, "y": 20})

    expect(page.locator(".sharekit-readout")).to_contain_text("Visits from shares 3")
    page.locator("#sharekit-series").hover()
    expect(page.locator(".sharekit-readout")).to_have_text("")


def test_the_chart_follows_the_theme(page: Page, transactional_db: None) -> None:
    count_traffic()
    page.goto(REPORT)
    light = page.locator("canvas").evaluate("(canvas) => canvas.toDataURL()")

    page.evaluate("document.documentElement.dataset.theme = 'dark'")

    page.wait_for_function(
        "(light) => document.querySelector('canvas').toDataURL() !== light", arg=light
    )
    stroke = page.locator(".sharekit-line-0").first.evaluate("(l) => getComputedStyle(l).stroke")
    assert stroke == "rgb(43, 197, 149)"


@pytest.mark.parametrize("script", ["", "function uPlot() { throw new Error('broken'); }"])
def test_without_its_library_the_chart_is_the_servers_and_its_table_is_open(
    page: Page, transactional_db: None, script: str
) -> None:
    count_traffic()
    page.route(
        UPLOT,
        lambda route: (
            route.fulfill(body=script, content_type="text/javascript")
            if script
            else route.fulfill(status=404)
        ),
    )
    page.goto(REPORT)

    expect(page.locator(".sharekit-chart polyline")).to_have_count(2)
    assert page.locator(".sharekit-chart svg").is_visible()
    assert page.locator("[data-table=totals-by-day]").is_visible()
    page.get_by_role("link", name="By channel").click()
    expect(page.locator("[data-multiple=whatsapp] svg").first).to_be_visible()


def test_without_any_script_all_figures_and_views_are_there(
    page: Page, transactional_db: None
) -> None:
    count_traffic()
    page.route("**/*.js", lambda route: route.abort())
    page.goto(REPORT)

    assert page.locator(".sharekit-chart svg").is_visible()
    page.get_by_text("As a table", exact=True).first.click()
    assert page.locator("[data-table=totals-by-day]").is_visible()
    page.get_by_role("link", name="By channel").click()
    page.wait_for_url("**chart=channels**")
    assert find_shown(page) == ["channels"]
    page.get_by_text("More figures").click()
    page.get_by_role("link", name="Load the page with all figures").click()
    page.wait_for_url("**chart=channels&more=1#sharekit-more")
    assert page.locator("[data-table=channels]").is_visible()


def test_nothing_moves_while_the_page_loads(page: Page, transactional_db: None) -> None:
    count_traffic()

    def delay(route: Route) -> None:
        time.sleep(0.5)
        route.continue_()

    page.route(UPLOT, delay)
    page.goto(REPORT)
    page.wait_for_load_state("networkidle")

    shift: float = page.evaluate(SHIFT)

    assert shift < 0.01
