"""The report in a real browser: strict policy, axe, themes, phones, and scripts that fail."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import FloatRect, Page, Route, expect
from pytest_django import Settings

from sharekit import tokens
from sharekit.aggregate.drain import drain
from sharekit.models import Article, BufferedEvent, ShardCursor
from tests.browsers.admin.browsing import Look, get_faults
from tests.support.traffic import BRIDGE, post, share, visit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    # Before live_server: until the test database is made, the settings name one in memory, whose
    # one connection the server's threads would share.
    pytest.mark.usefixtures("django_db_setup"),
]

REPORT = "/admin/sharekit/report/"
DAY = 24 * 3_600_000
NARROWEST = 320
SHIFT = """new Promise((resolve) => {
  let sum = 0;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) sum += entry.value;
  });
  observer.observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(sum), 300);
})"""
UPLOT = "**/uPlot.iife.min.js"


def count_traffic() -> str:
    """Share an article over some days through several channels; return its page in the admin."""
    for age in range(6):
        links = [tokens.mint("w") for _ in range(4)]
        post(*(share(link, age=age * DAY) for link in links))
        again = {"kind": "share", "channel": "email", "token": tokens.mint("e")}
        post(
            *(visit(link, age=age * DAY) for link in links[:3]),
            *[again | {"token": tokens.mint("e"), "parent": link} for link in links[:1] * 7],
            address="192.0.2.2",
        )
    copy = {"kind": "copy", "channel": "copy-text", "block": "a-block"}
    post(*[copy | {"token": tokens.mint("t")} for _ in range(6)])
    for referrer in ("", "https://www.google.com", "https://elsewhere.example"):
        post({"kind": "view", "entry": True, "referrer": referrer}, {"kind": "view"})
    drain()
    article = Article.objects.get()
    article.previewrollups.create(day=timezone.localdate(), hour=3, app="whatsapp", signs=2)
    return f"/admin/sharekit/article/{article.pk}/change/"


def find_box(page: Page, selector: str) -> FloatRect:
    found = page.locator(selector).first.bounding_box()
    assert found is not None
    return found


def find_shown(page: Page) -> list[str | None]:
    """Return the names of the charts that are shown."""
    figures = page.locator("figure[data-chart]:visible")
    return [figure.get_attribute("data-chart") for figure in figures.all()]


@pytest.mark.parametrize("asked", ["", "?days=&since=x", "?until=2020-01-31"])
def test_the_report_has_no_faults(page: Page, transactional_db: None, asked: str) -> None:
    count_traffic()

    assert get_faults(page, REPORT + asked) == []


def test_opened_definitions_and_tables_have_no_faults(page: Page, transactional_db: None) -> None:
    count_traffic()
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => document.querySelectorAll('details')"
        ".forEach((details) => { details.open = true; }))"
    )

    assert get_faults(page, REPORT) == []
    assert page.get_by_text("Measured: a reader used a share button.").is_visible()


def test_an_article_has_no_faults(page: Page, transactional_db: None) -> None:
    article = count_traffic()

    assert get_faults(page, article) == []
    assert page.get_by_role("img", name="The longest share chain, as a tree").is_visible()
    assert get_faults(page, f"{article}?days=1") == []


def test_the_report_before_the_first_share_has_no_faults(
    page: Page, transactional_db: None
) -> None:
    assert get_faults(page, REPORT) == []
    post({"kind": "view"}, article=BRIDGE)
    drain()
    assert get_faults(page, REPORT) == []
    assert page.locator(".sharekit-first").get_by_role("link", name=BRIDGE.title).is_visible()


def test_a_report_that_is_not_counted_has_no_faults(page: Page, transactional_db: None) -> None:
    count_traffic()
    post(share())
    BufferedEvent.objects.update(at=timezone.now() - timedelta(days=2))
    ShardCursor.objects.all().delete()

    assert get_faults(page, REPORT) == []
    assert "What to do:" in page.get_by_role("status").inner_text()


def test_the_narrowest_phone_scrolls_no_page_sideways(page: Page, transactional_db: None) -> None:
    article = count_traffic()
    looks = [Look("light", NARROWEST), Look("dark", NARROWEST)]

    assert get_faults(page, REPORT, looks) == []
    assert get_faults(page, article, looks) == []


def test_the_page_is_read_from_right_to_left_too(
    page: Page, transactional_db: None, settings: Settings
) -> None:
    settings.LANGUAGE_CODE = "ar"
    count_traffic()

    assert get_faults(page, REPORT) == []
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.locator("figure canvas").first.is_visible()


def test_what_the_chart_shows_is_chosen_with_the_keyboard(
    page: Page, transactional_db: None
) -> None:
    count_traffic()
    page.goto(REPORT)
    expect(page.locator("canvas")).to_have_count(1)
    assert find_shown(page) == ["shares-by-day"]

    page.locator("input[value=shares-by-day]").focus()
    page.keyboard.press("ArrowDown")
    assert find_shown(page) == ["visits-by-day"]
    page.keyboard.press("ArrowDown")

    assert find_shown(page) == ["views-by-day"]
    assert page.locator("figure:visible canvas").is_visible()


def test_pointing_at_a_day_says_its_figures(page: Page, transactional_db: None) -> None:
    count_traffic()
    page.goto(REPORT)
    plot = page.locator("figure:visible .u-over")
    box = plot.bounding_box()
    assert box

    plot.hover(position={"x": box["width"] - 2, "y": 20})

    expect(page.locator("figure:visible .sharekit-readout")).to_contain_text("WhatsApp 4")
    page.locator("#sharekit-series").hover()
    expect(page.locator("figure:visible .sharekit-readout")).to_have_text("")


def test_the_chart_follows_the_theme(page: Page, transactional_db: None) -> None:
    count_traffic()
    page.goto(REPORT)
    light = page.locator("figure:visible canvas").evaluate("(canvas) => canvas.toDataURL()")

    page.evaluate("document.documentElement.dataset.theme = 'dark'")

    page.wait_for_function(
        "(light) => document.querySelector('canvas').toDataURL() !== light", arg=light
    )
    stroke = page.locator(".sharekit-line-0").first.evaluate("(l) => getComputedStyle(l).stroke")
    assert stroke == "rgb(43, 197, 149)"


@pytest.mark.parametrize("script", ["", "function uPlot() { throw new Error('broken'); }"])
def test_without_charts_there_are_their_tables_and_a_sentence(
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

    expect(page.get_by_text("This browser cannot draw the chart.").first).to_be_visible()
    assert find_shown(page) == ["shares-by-day", "visits-by-day", "views-by-day"]
    assert page.locator("[data-table=visits-by-day]").is_visible()
    assert not page.locator("fieldset").first.is_visible()


def test_without_any_script_all_figures_are_there(page: Page, transactional_db: None) -> None:
    count_traffic()
    page.route("**/*.js", lambda route: route.abort())
    page.goto(REPORT)

    page.get_by_text("As a table").first.click()

    assert page.locator("[data-table=shares-by-day]").is_visible()
    expect(page.get_by_text("This browser cannot draw").first).to_be_visible()


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


def test_it_is_printed_with_its_tables_whole(page: Page, transactional_db: None) -> None:
    count_traffic()
    page.goto(REPORT)

    page.emulate_media(media="print")

    assert not page.locator(".sharekit-period").is_visible()
    assert not page.locator("[href*='/channels.csv']").is_visible()
    assert page.locator("[data-table=channels]").is_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_paper_shows_whole_charts_from_the_first_page_on(
    page: Page, transactional_db: None, theme: str
) -> None:
    count_traffic()
    page.goto(REPORT)
    page.evaluate("(theme) => document.documentElement.dataset.theme = theme", theme)

    page.emulate_media(media="print")
    # The width of A4 without margins; a chart was drawn for the screen.
    page.set_viewport_size({"width": 718, "height": 1047})

    assert page.evaluate("document.documentElement.scrollWidth") <= 718
    assert find_box(page, ".sharekit-headline")["y"] < 200
    chart = find_box(page, "figure:visible canvas")
    assert chart["x"] + chart["width"] <= 718
    assert find_box(page, "figure:visible .sharekit-chart")["height"] >= chart["height"]
    # Only blocks are cut between pages.
    around = page.locator("#container, #main, #content").all()
    displays = [each.evaluate("(part) => getComputedStyle(part).display") for each in around]
    assert displays == ["block"] * 3
    ink = page.locator(".sharekit-headline").evaluate("(line) => getComputedStyle(line).color")
    assert ink == "rgb(0, 0, 0)"


def test_a_phone_shows_what_the_articles_are_ordered_by(page: Page, transactional_db: None) -> None:
    count_traffic()
    page.set_viewport_size({"width": NARROWEST, "height": 700})

    page.goto(REPORT)

    for table in ("articles", "channels"):
        heading = find_box(page, f"[data-table={table}] [data-column=clickbacks]")
        assert heading["x"] + heading["width"] <= NARROWEST, table


def test_an_export_is_one_click_away(page: Page, transactional_db: None) -> None:
    count_traffic()
    page.goto(f"{REPORT}?days=30")

    with page.expect_download() as download:
        page.locator("[href*='/channels.csv']").click()

    assert download.value.suggested_filename.startswith("sharekit-channels-from-")
