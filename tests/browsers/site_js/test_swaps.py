"""Tests sites where Turbo, htmx or a router swaps pages into the document that is there."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route, expect

from tests.browsers.site_js.tab import BRIDGE, SWIFTS, Tab

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.mark.parametrize("tab", ["turbo", "htmx", "htmx2", "unpoly", "router"], indirect=True)
def test_a_page_that_is_swapped_in_is_read_once_and_its_acts_are_its_own(tab: Tab) -> None:
    tab.open(SWIFTS)
    tab.show("The bridge")
    tab.page.click("[data-sharekit-channel=email]")
    copied = tab.copy()
    tab.page.go_back()
    tab.expect("Swifts of the city")
    tab.page.go_forward()
    tab.expect("The bridge")
    tab.show("Swifts of the city")

    assert sorted(tab.settle(5)) == [
        ("copy", BRIDGE, "copy-text"),
        ("share", BRIDGE, "email"),
        ("view", BRIDGE, "page"),
        ("view", SWIFTS, "entry"),
        ("view", SWIFTS, "page"),
    ]
    assert copied.count("Source: ") == 1
    assert f"Source: The bridge, {tab.origin}{BRIDGE}#sk=t" in copied
    assert tab.troubles == []


@pytest.mark.parametrize("tab", ["turbo", "unpoly"], indirect=True)
def test_a_page_that_a_redirect_leads_to_is_read(tab: Tab) -> None:
    tab.context.route("**/stories/moved/", redirect_to_the_bridge)
    tab.open(SWIFTS)
    tab.page.evaluate("document.querySelector('aside a').href = '/stories/moved/'")
    tab.page.click("aside a")
    tab.expect("The bridge")
    tab.page.wait_for_url(f"**{BRIDGE}")
    tab.show("Swifts of the city")

    assert sorted(tab.settle(3)) == [
        ("view", BRIDGE, "page"),
        ("view", SWIFTS, "entry"),
        ("view", SWIFTS, "page"),
    ]
    assert tab.troubles == []


def redirect_to_the_bridge(route: Route) -> None:
    # A script's request follows the redirect by itself, and knows the last address.
    route.fulfill(status=302, headers={"location": BRIDGE})


@pytest.mark.parametrize("tab", ["none"], indirect=True)
def test_a_router_that_listens_first_counts_no_view_by_back_and_forward(tab: Tab) -> None:
    tab.context.add_init_script(FIRST_ROUTER)
    tab.open(SWIFTS)
    tab.page.evaluate("go", BRIDGE)
    tab.expect("The bridge")
    tab.page.go_back()
    tab.expect("Swifts of the city")
    tab.page.go_forward()
    tab.expect("The bridge")

    assert sorted(tab.settle(2)) == [("view", BRIDGE, "page"), ("view", SWIFTS, "entry")]
    assert tab.troubles == []


FIRST_ROUTER = """
const cached = {};
const show = (path) => {
  cached[path] ??= fetch(path).then((answer) => answer.text());
  return cached[path].then((html) => { shown[path] = html; });
};
const shown = {};
const swap = (path) => {
  const page = new DOMParser().parseFromString(shown[path], "text/html");
  document.querySelector("main").replaceWith(page.querySelector("main"));
};
globalThis.go = async (path) => {
  await Promise.all([show(location.pathname), show(path)]);
  history.pushState({}, "", path);
  swap(path);
};
// Before any script of the page, and at once.
addEventListener("popstate", () => swap(location.pathname));
"""


@pytest.mark.parametrize("tab", ["htmx", "htmx2"], indirect=True)
def test_content_swapped_in_at_the_same_address_is_not_a_page_but_has_its_own_acts(
    tab: Tab,
) -> None:
    tab.open(SWIFTS)
    tab.show("The bridge", "nav button")
    tab.page.click("[data-sharekit-channel=email]")
    copied = tab.copy()

    assert sorted(tab.settle(3)) == [
        ("copy", BRIDGE, "copy-text"),
        ("share", BRIDGE, "email"),
        ("view", SWIFTS, "entry"),
    ]
    assert f"Source: The bridge, {tab.origin}{BRIDGE}#sk=t" in copied
    assert tab.troubles == []


@pytest.mark.parametrize("tab", ["none"], indirect=True)
def test_an_address_that_the_site_reads_as_the_same_is_not_a_page(tab: Tab) -> None:
    tab.open(SWIFTS)
    for path in ("/stories/swifts", SWIFTS, "/stories/%73wifts/", "/stories/s%77ifts"):
        tab.page.evaluate(
            """(path) => {
              history.pushState(null, "", path);
              document.body.append("!");
            }""",
            path,
        )

    assert tab.settle(1) == [("view", SWIFTS, "entry")]
    assert tab.troubles == []


@pytest.mark.parametrize("tab", ["htmx", "htmx2"], indirect=True)
def test_a_page_that_is_boosted_is_read_once_and_its_acts_are_its_own(tab: Tab) -> None:
    tab.open(SWIFTS)
    tab.show("The bridge", "footer a")
    tab.page.click("[data-sharekit-channel=email]")
    copied = tab.copy()

    assert sorted(tab.settle(4)) == [
        ("copy", BRIDGE, "copy-text"),
        ("share", BRIDGE, "email"),
        ("view", BRIDGE, "page"),
        ("view", SWIFTS, "entry"),
    ]
    assert copied.count("Source: ") == 1
    assert tab.troubles == []


@pytest.mark.parametrize("tab", ["htmx", "htmx2"], indirect=True)
def test_a_bar_that_comes_by_itself_shares_its_own_article_and_is_styled(tab: Tab) -> None:
    tab.open(SWIFTS)
    tab.page.click("footer button")
    bars = tab.page.locator("[data-sharekit]")
    expect(bars).to_have_count(2)
    expect(bars.nth(1)).not_to_have_css("display", "block")
    bars.nth(1).locator("[data-sharekit-channel=email]").click()
    bars.nth(0).locator("[data-sharekit-channel=copy-link]").click()

    assert sorted(tab.settle(3)) == [
        ("copy", SWIFTS, "copy-link"),
        ("share", BRIDGE, "email"),
        ("view", SWIFTS, "entry"),
    ]
    assert tab.troubles == []


@pytest.mark.parametrize("tab", ["htmx"], indirect=True)
def test_a_site_s_own_button_works_in_what_is_swapped_in(tab: Tab) -> None:
    tab.open(SWIFTS)
    tab.wait_for_copying()
    with tab.page.expect_response("**/more.js"):
        tab.show("The bridge", "nav button")
    tab.page.wait_for_function("Boolean(sharekit.optOut)")
    tab.page.click("[data-sharekit-copy]")

    assert tab.settle(2)[1:] == [("copy", BRIDGE, "copy-link")]
    copied = tab.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"{tab.origin}{BRIDGE}#sk=c")


@pytest.mark.parametrize("tab", ["htmx"], indirect=True)
def test_the_share_menu_s_button_is_shown_in_what_is_swapped_in(tab: Tab) -> None:
    tab.page.add_init_script("navigator.share = async () => {}")  # no desktop browser here has one
    tab.open(SWIFTS)
    button = tab.page.locator("[data-sharekit-channel=native]")
    expect(button).to_be_visible()

    tab.show("The bridge", "nav button")

    expect(button).to_be_visible()


@pytest.mark.parametrize("tab", ["turbo", "htmx", "unpoly"], indirect=True)
def test_a_mark_in_a_link_of_the_page_leaves_the_address_bar_and_is_not_a_visit(tab: Tab) -> None:
    tab.open(SWIFTS)
    tab.page.evaluate("document.querySelector('footer a:last-of-type').href += '#sk=wK7mQ2xR9tL'")
    tab.show("The bridge", "footer a")

    assert tab.settle(2) == [("view", SWIFTS, "entry"), ("view", BRIDGE, "page")]
    assert tab.page.url == tab.origin + BRIDGE
    assert tab.troubles == []


@pytest.mark.parametrize("tab", ["router"], indirect=True)
def test_a_mark_that_a_router_brings_back_leaves_the_address_bar_again(tab: Tab) -> None:
    tab.open(f"{SWIFTS}#sk=wK7mQ2xR9tL")
    tab.page.wait_for_url(f"**{SWIFTS}")
    tab.show("The bridge")
    tab.page.go_back()
    tab.expect("Swifts of the city")

    tab.page.wait_for_url(f"**{SWIFTS}")
    assert tab.settle(2) == [("view", SWIFTS, "entry"), ("view", BRIDGE, "page")]


@pytest.mark.parametrize("tab", ["turbo"], indirect=True)
def test_a_preview_that_turbo_shows_is_not_a_view(tab: Tab) -> None:
    tab.open(SWIFTS)
    tab.show("The bridge")
    tab.show("Swifts of the city")
    tab.settle(3).clear()
    held: list[Route] = []
    tab.page.route(f"**{BRIDGE}", lambda route: held.append(route))

    tab.show("The bridge")
    expect(tab.page.locator("html[data-turbo-preview]")).to_be_attached()
    assert tab.settle() == []

    held[0].continue_()
    expect(tab.page.locator("html[data-turbo-preview]")).not_to_be_attached()
    assert tab.settle(1) == [("view", BRIDGE, "page")]


@pytest.mark.parametrize("tab", ["turbo"], indirect=True)
def test_a_script_that_turbo_evaluates_again_listens_once(tab: Tab) -> None:
    tab.open(SWIFTS)
    for title in ["The bridge", "Swifts of the city", "The bridge"]:
        tab.show(title)
        copied = tab.copy()

        assert copied.count("Source: ") == 1
    tab.settle(7).clear()
    tab.page.click("[data-sharekit-channel=email]")
    tab.copy()

    assert tab.settle(2) == [("share", BRIDGE, "email"), ("copy", BRIDGE, "copy-text")]


@pytest.mark.parametrize("tab", ["turbo"], indirect=True)
def test_a_page_that_is_left_at_once_takes_no_script_with_it(tab: Tab) -> None:
    tab.page.add_init_script(
        "addEventListener('load', () => Turbo.visit('/stories/bridge/'), { once: true })"
    )
    tab.open(SWIFTS)
    tab.expect("The bridge")

    assert "Source: The bridge" in tab.copy()
