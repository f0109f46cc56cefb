"""Tests that the report can be read in every theme, by day and by night."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsers.axe import get_violations
from tests.systems.hosts.admins.admin_sites import PAGES, THEMES, Desk

pytestmark = [pytest.mark.slow, pytest.mark.browser]

Scheme = Literal["light", "dark"]
WIDEST = 1700  # django-unfold has room for a column of filters there
COUNT_BLACK = """(canvas) => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let count = 0;
  for (let n = 0; n < data.length; n += 4) {
    count += data[n] + data[n + 1] + data[n + 2] === 0 && data[n + 3] === 255;
  }
  return count;
}"""
SHOWS_ALL = "(element) => element.scrollWidth <= element.clientWidth"
LOOK = """(element) => {
  const { backgroundColor, color } = getComputedStyle(element);
  return { colours: [backgroundColor, color], height: element.offsetHeight };
}"""
IS_ON_PAPER = """(chart) => {
  const paper = getComputedStyle(chart).backgroundColor;
  const isClear = (each) => getComputedStyle(each).backgroundColor === "rgba(0, 0, 0, 0)";
  let below = chart.parentElement;
  while (isClear(below)) below = below.parentElement;
  return getComputedStyle(below).backgroundColor === paper;
}"""
QUICK = {("django", "light"), ("grappelli", "light"), ("unfold", "dark")}
"""What `make test` looks at."""
LOOKS = [
    pytest.param(theme, scheme, marks=[] if (theme, scheme) in QUICK else [pytest.mark.thorough])
    for theme in THEMES
    for scheme in ("light", "dark")
]


@contextmanager
def browse(browser: Browser, desk: Desk, scheme: Scheme) -> Iterator[Page]:
    """Open a browser in which the site's editor is logged in."""
    origin = desk.site.origin
    size: Any = {"width": WIDEST, "height": 900}
    with browser.new_context(base_url=origin, color_scheme=scheme, viewport=size) as context:
        context.add_cookies([{"name": "sessionid", "value": desk.session, "url": origin}])
        yield context.new_page()


def find_faults(page: Page, part: str) -> list[Any]:
    """Return what axe finds in a part of the page."""
    # Grappelli's links have a contrast of 3.2:1.
    others = [["#grp-content a"]] if page.locator("#grp-content").count() else []
    return get_violations(page, part={"include": [[part]], "exclude": others})


@pytest.mark.parametrize(("theme", "scheme"), LOOKS)
def test_an_article_can_be_read(
    theme: str, scheme: Scheme, serve_theme: Callable[[str], Desk], browser: Browser
) -> None:
    with browse(browser, serve_theme(theme), scheme) as page:
        page.goto(f"/admin/{PAGES['article']}")
        expect(page.locator("canvas")).to_be_visible()

        page.get_by_text("Other days").click()
        assert page.get_by_role("button", name="Show").evaluate(SHOWS_ALL)
        assert page.locator("canvas").evaluate(COUNT_BLACK) == 0
        assert page.locator(".sharekit-chart").evaluate(IS_ON_PAPER)
        for drawn in (".sharekit-ring", ".sharekit-branch"):
            expect(page.locator(drawn).first).not_to_have_css("stroke", "none")
        assert find_faults(page, ".sharekit-report") == []


@pytest.mark.parametrize(("theme", "scheme"), LOOKS)
def test_the_list_has_one_choice_of_days(
    theme: str, scheme: Scheme, serve_theme: Callable[[str], Desk], browser: Browser
) -> None:
    with browse(browser, serve_theme(theme), scheme) as page:
        page.goto(f"/admin/{PAGES['articles']}")

        page.get_by_text("Other days").click()
        button = page.get_by_role("button", name="Show")
        expect(button).to_have_count(1)
        assert button.evaluate(SHOWS_ALL)
        assert find_faults(page, ".sharekit-period") == []
        page.get_by_label("From").fill("2026-01-31")
        button.click()
        page.wait_for_url("**since=2026-01-31**")


@pytest.mark.parametrize(("theme", "scheme"), LOOKS)
def test_a_campaign_link_is_created(
    theme: str, scheme: Scheme, serve_theme: Callable[[str], Desk], browser: Browser
) -> None:
    with browse(browser, serve_theme(theme), scheme) as page:
        page.goto(f"/admin/{PAGES['new campaign link']}")
        page.get_by_label("Channel").select_option("whatsapp")
        page.get_by_label("Campaign").fill(f"Newsletter {scheme}")
        button = page.get_by_role("button", name="Create a campaign link")
        button.click()

        expect(page.get_by_role("textbox", name="Link")).to_have_value(
            re.compile("^https://news.example/stories/swifts/#sk=w")
        )
        assert page.get_by_role("button", name="Copy link").evaluate(SHOWS_ALL)
        assert find_faults(page, ".sharekit-campaign-link") == []


@pytest.mark.parametrize("theme", ["django", "grappelli"])
def test_breadcrumbs_look_like_the_theme_s_own(
    theme: str, serve_theme: Callable[[str], Desk], browser: Browser
) -> None:
    looks = []
    with browse(browser, serve_theme(theme), "light") as page:
        for name in ("story", "article", "new campaign link", "privacy"):
            page.goto(f"/admin/{PAGES[name]}")
            crumbs = page.locator(".breadcrumbs, #grp-breadcrumbs").first
            looks.append(crumbs.evaluate(LOOK))

    own, *ours = looks
    for look in ours:
        assert look["colours"] == own["colours"]
        assert abs(look["height"] - own["height"]) <= 4
