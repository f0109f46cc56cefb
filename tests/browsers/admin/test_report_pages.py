"""The report in a real browser: strict policy, axe, themes, phones, and paper."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django import Settings

from sharekit.aggregate.drain import drain
from sharekit.models import BufferedEvent, ShardCursor
from tests.browsers.admin.browsing import Look, get_faults
from tests.browsers.admin.reporting import (
    REPORT,
    count_traffic,
    find_box,
    let_one_take_off,
    open_more,
)
from tests.support.traffic import BRIDGE, post, share

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    # Before live_server: until the test database is made, the settings name one in memory, whose
    # one connection the server's threads would share.
    pytest.mark.usefixtures("django_db_setup"),
]

NARROWEST = 320


@pytest.mark.parametrize("asked", ["", "?chart=channels", "?period=x", "?until=2020-01-31"])
def test_the_report_has_no_faults(page: Page, transactional_db: None, asked: str) -> None:
    count_traffic()
    let_one_take_off()

    assert get_faults(page, REPORT + asked) == []


def test_opened_definitions_and_tables_have_no_faults(page: Page, transactional_db: None) -> None:
    count_traffic()
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => document.querySelectorAll('details')"
        ".forEach((details) => { details.open = true; }))"
    )

    assert get_faults(page, f"{REPORT}?more=1") == []
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
    looks = [Look("dark", NARROWEST)]

    assert get_faults(page, REPORT, looks) == []
    assert get_faults(page, article, looks) == []


def test_the_page_is_read_from_right_to_left_too(
    page: Page, transactional_db: None, settings: Settings
) -> None:
    settings.LANGUAGE_CODE = "ar"
    count_traffic()

    assert get_faults(page, REPORT) == []
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.locator("canvas").first.is_visible()


@pytest.mark.parametrize("opened", [False, True])
def test_it_is_printed_as_far_as_it_is_open(
    page: Page, transactional_db: None, *, opened: bool
) -> None:
    count_traffic()
    page.goto(REPORT)
    if opened:
        open_more(page)

    page.emulate_media(media="print")

    for hidden in (
        ".sharekit-period",
        ".sharekit-views",
        "[href*='/channels.csv']",
        ".sharekit-do a",
    ):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.locator(".sharekit-first-figures").is_visible()
    assert page.locator("[data-table=channels]").is_visible() is opened
    assert page.get_by_text("More figures").is_visible() is opened


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
    assert find_box(page, ".sharekit-first-figures")["width"] > 680
    assert find_box(page, ".sharekit-headline")["y"] < 200
    chart = find_box(page, "canvas")
    assert chart["x"] + chart["width"] <= 718
    assert find_box(page, ".sharekit-chart")["height"] >= chart["height"]
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
    open_more(page)

    for table in ("articles", "channels"):
        heading = find_box(page, f"[data-table={table}] [data-column=clickbacks]")
        assert heading["x"] + heading["width"] <= NARROWEST, table


def test_an_export_is_one_click_away(page: Page, transactional_db: None) -> None:
    count_traffic()
    page.goto(f"{REPORT}?days=30")

    open_more(page)
    with page.expect_download() as download:
        page.locator("[href*='/channels.csv']").click()

    assert download.value.suggested_filename.startswith("sharekit-channels-from-")
