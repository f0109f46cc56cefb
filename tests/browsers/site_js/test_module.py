"""Tests the ES module and its types, as a site with a bundler and TypeScript uses them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route

from tests.browsers.site_js.bundle import run_tool
from tests.browsers.site_js.tab import BRIDGE, SWIFTS, Tab

pytestmark = [pytest.mark.slow, pytest.mark.browser]

STRICT = ["--strict", "--noEmit", "--target", "es2022", "--module", "esnext", "--types", ""]


def test_typescript_accepts_typed_listeners_and_refuses_wrong_ones() -> None:
    """The wrong ones are in the script, each expected to be an error."""
    run_tool("tsc", *STRICT, "--moduleResolution", "bundler", "--lib", "es2022,dom", "listeners.ts")


@pytest.mark.parametrize("tab", ["listeners"], indirect=True)
def test_a_bundled_script_gets_arrivals_shares_and_copies(tab: Tab) -> None:
    tab.context.route("https://wa.me/**", lambda route: route.fulfill(body="elsewhere"))
    tab.open(f"{BRIDGE}#sk=wK7mQ2xR9tL")
    tab.page.click("[data-sharekit-channel=whatsapp]")
    tab.page.bring_to_front()
    tab.page.click("[data-sharekit-channel=email]")  # which the script cancels
    tab.copy()

    arrival, share, copy = tab.page.evaluate("received")
    assert arrival == "arrival The bridge 11"
    assert share == f"share whatsapp The bridge {tab.origin}{BRIDGE} 11"
    assert copy.startswith("copy copy-text long")
    assert [event[0] for event in tab.settle(3)] == ["view", "share", "copy"]


OPT_OUT = "import('/static/sharekit/module.js').then(({ optOut }) => optOut(true))"
STORAGES = {
    "refused": "get() { throw new DOMException('', 'SecurityError') }",
    "null": "value: null",
}


@pytest.mark.parametrize("tab", ["none"], indirect=True)
@pytest.mark.parametrize("storage", STORAGES)
def test_an_opt_out_without_storage_lasts_until_the_page_is_left(tab: Tab, storage: str) -> None:
    tab.page.add_init_script(
        f"Object.defineProperty(window, 'localStorage', {{ {STORAGES[storage]} }})"
    )
    tab.open(SWIFTS)
    tab.page.evaluate(OPT_OUT)
    tab.page.click("[data-sharekit-channel=email]")

    assert tab.settle() == [("view", SWIFTS, "entry")]


PAGEVIEW = (
    "import('/static/sharekit/module.js').then(({ pageview }) => { pageview(); window.isDone = 1 })"
)


@pytest.mark.parametrize("tab", ["none"], indirect=True)
def test_the_module_works_before_the_script_has_come(tab: Tab) -> None:
    held: list[Route] = []
    tab.page.route("**/sharekit.js", lambda route: held.append(route))
    tab.page.goto(tab.origin + SWIFTS, wait_until="commit")
    tab.page.evaluate(PAGEVIEW)
    tab.page.wait_for_function("window.isDone")
    held[0].continue_()
    tab.page.wait_for_load_state()

    assert tab.settle(2) == [("view", SWIFTS, "entry"), ("view", SWIFTS, "page")]


@pytest.mark.parametrize("tab", ["none"], indirect=True)
def test_the_module_works_when_the_script_is_there(tab: Tab) -> None:
    tab.open(SWIFTS)
    tab.page.evaluate(PAGEVIEW)

    assert tab.settle(2) == [("view", SWIFTS, "entry"), ("view", SWIFTS, "page")]


@pytest.mark.parametrize("tab", ["none"], indirect=True)
def test_where_the_script_is_blocked_the_module_does_nothing(tab: Tab) -> None:
    tab.page.route("**/sharekit.js", lambda route: route.abort())
    tab.page.goto(tab.origin + SWIFTS)
    tab.page.evaluate(PAGEVIEW)

    assert tab.settle() == []
    assert all("ERR_FAILED" in trouble for trouble in tab.troubles)
