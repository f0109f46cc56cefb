"""Tests the recipes of docs/recipes.md as they are there; the tools that they call are fakes."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.browsers.site_js.conftest import read_recipes
from tests.browsers.site_js.tab import BRIDGE, SWIFTS, Tab

pytestmark = [pytest.mark.slow, pytest.mark.browser]

TOKEN = "wK7mQ2xR9tL"
# What each tool's own snippet makes of its global, and where the calls are then.
FAKES = {
    "ga4": ("window.gtag = (...call) => (window.calls ??= []).push(call)", "window.calls"),
    "plausible": ("", "window.plausible.q"),
    "matomo": ("", "window._paq"),
}
EXPECTED = {
    "ga4": [
        ["event", "share_arrival", {"content_type": "article", "item_id": BRIDGE}],
        *(
            ["event", "share", {"method": way, "content_type": "article", "item_id": BRIDGE}]
            for way in ("whatsapp", "copy-text")
        ),
    ],
    "plausible": [
        ["Share arrival", {"props": {"article": BRIDGE}}],
        ["Share", {"props": {"method": "whatsapp", "article": BRIDGE}}],
        ["Share", {"props": {"method": "copy-text", "article": BRIDGE}}],
    ],
    "matomo": [
        ["discardHashTag", True],
        ["setIgnoreClasses", "sharekit-button"],
        ["trackEvent", "Share", "arrival", BRIDGE],
        ["trackEvent", "Share", "whatsapp", BRIDGE],
        ["trackEvent", "Share", "copy-text", BRIDGE],
    ],
}


@pytest.mark.parametrize("tab", EXPECTED, indirect=True)
def test_a_recipe_reports_arrivals_shares_and_copies_without_marks(
    tab: Tab, request: pytest.FixtureRequest
) -> None:
    tool = request.node.callspec.params["tab"]
    fake, calls = FAKES[tool]
    tab.page.add_init_script(fake)
    tab.context.route("https://wa.me/**", lambda route: route.fulfill(body="elsewhere"))

    tab.open(f"{BRIDGE}#sk={TOKEN}")
    tab.page.click("[data-sharekit-channel=whatsapp]")
    tab.page.bring_to_front()
    copied = tab.copy()
    tab.page.locator("h1").click(click_count=3)  # two words: a short copy
    tab.page.keyboard.press("Control+c")

    reported: list[Any] = tab.page.evaluate(calls)
    assert reported == EXPECTED[tool]
    [token] = copied.split("#sk=")[1:]
    shared = (tab.page.get_attribute("[data-sharekit-channel=whatsapp]", "href") or "")[-11:]
    assert not any(mark in json.dumps(reported) for mark in (TOKEN, token, shared))
    assert [event[0] for event in tab.settle(4)] == ["view", "share", "copy", "copy"]
    assert tab.troubles == []


@pytest.mark.parametrize("tab", ["ga4-config"], indirect=True)
def test_google_gets_the_address_without_the_mark(tab: Tab) -> None:
    tab.page.add_init_script(FAKES["ga4"][0])
    tab.open(f"{BRIDGE}?page=2#sk={TOKEN}")

    [[*_, config]] = tab.page.evaluate(FAKES["ga4"][1])
    assert config == {"page_location": f"{tab.origin}{BRIDGE}?page=2"}


# As tools that record which links readers follow.
FOLLOW = """
window.followed = [];
addEventListener("click", ({ target }) => {
  const link = target.closest("a");
  const [, ignored] = (window._paq ?? []).find(([name]) => name === "setIgnoreClasses") ?? [];
  if (!link.classList.contains(ignored)) followed.push(link.href);
});
"""


@pytest.mark.parametrize("tab", ["plausible", "matomo"], indirect=True)
def test_a_tool_that_records_followed_links_gets_marks_unless_it_ignores_buttons(
    tab: Tab, request: pytest.FixtureRequest
) -> None:
    is_ignored = request.node.callspec.params["tab"] == "matomo"
    tab.page.add_init_script(FOLLOW)
    tab.context.route("https://wa.me/**", lambda route: route.fulfill(body="elsewhere"))
    tab.open(BRIDGE)
    tab.page.click("[data-sharekit-channel=whatsapp]")

    followed: list[str] = tab.page.evaluate("followed")
    are_marked = [bool(re.search("%23sk%3Dw.{10}$", link)) for link in followed]
    assert are_marked == ([] if is_ignored else [True])


@pytest.mark.parametrize("tab", ["staff"], indirect=True)
def test_a_browser_that_opted_out_is_not_counted_any_more(tab: Tab) -> None:
    tab.page.goto(tab.origin + SWIFTS)
    tab.page.wait_for_function("localStorage['sharekit-off']")
    tab.settle().clear()
    tab.page.goto(tab.origin + BRIDGE)
    tab.page.click("[data-sharekit-channel=email]")

    assert tab.settle() == []


def test_every_recipe_is_tested() -> None:
    assert set(read_recipes()) == {*EXPECTED, "ga4-config", "staff"}
