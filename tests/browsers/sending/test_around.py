"""Tests what may be around the script: Basic auth, as on staging sites, and wrappers of fetch."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Route, expect

from sharekit import tokens
from tests.browsers.sending.newspaper import Newspaper, meet, wait_until_stored
from tests.browsers.sending.proxy import EVENTS
from tests.support.waiting import wait

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_events_carry_a_password_where_the_site_says_so(
    browser: Browser, newspaper: Newspaper
) -> None:
    context = browser.new_context(http_credentials={"username": "me", "password": "secret"})
    with meet(context, newspaper) as reading:
        reading.proxy.login = "Basic bWU6c2VjcmV0"
        page = reading.open(f"#sk={tokens.mint('w')}")
        wait(lambda: reading.proxy.find_events(kind="view"))
        sent = [each.headers for each in reading.proxy.requests if EVENTS in each.line]

        reading.proxy.settings = {"CONSENT": "given", "CREDENTIALS": "same-origin"}
        reading.go(page)
        wait_until_stored(page)
        [figures] = newspaper.count(reading)
    context.close()

    assert sent and not any("Authorization" in headers for headers in sent)
    # The arrival was kept, and came with the second page.
    assert (figures["clickbacks"], figures["entries"]) == (1, 2)


WRAPPER = """
const own = fetch;
globalThis.fetch = (input, init) => {
  const url = typeof input === "string" ? input : input.url;
  return own(input, url.includes("/api/") ? { ...init, headers: { "X-CSRFToken": "x" } } : init);
};
"""
"""How many scripts add a header to some requests."""


def test_events_are_sent_where_a_script_wraps_fetch(browser: Browser, newspaper: Newspaper) -> None:
    context = browser.new_context()
    with meet(context, newspaper) as reading:
        context.add_init_script(WRAPPER)
        reading.open(f"#sk={tokens.mint('w')}")
        wait(lambda: reading.proxy.find_events(kind="view"))

        assert reading.troubles == []
    context.close()


BUTTON = """
addEventListener("DOMContentLoaded", () => {
  document.body.insertAdjacentHTML("beforeend", "<button data-sharekit-opt-out>Not me</button>");
});
"""


def test_a_second_load_event_answers_no_press_twice(browser: Browser, newspaper: Newspaper) -> None:
    context = browser.new_context()
    context.add_init_script(BUTTON)
    with meet(context, newspaper) as reading:
        page = reading.open()
        button = page.locator("[data-sharekit-opt-out]")
        expect(button).to_have_attribute("aria-pressed", "false")
        page.evaluate("dispatchEvent(new Event('load'))")
        page.wait_for_function("document.querySelectorAll('head script[src*=copy]').length > 1")
        page.wait_for_load_state("networkidle")

        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("'sharekit-off' in localStorage")
    context.close()


def test_a_link_is_copied_where_a_header_forbids_the_clipboard(
    browser: Browser, newspaper: Newspaper
) -> None:
    context = browser.new_context()
    context.route("**/stories/**", forbid_the_clipboard)
    with meet(context, newspaper) as reading:
        page = reading.open()
        page.wait_for_function("window.sharekit?._loadMore ?? true")
        page.wait_for_load_state("networkidle")
        page.click("[data-sharekit-channel=copy-link]")

        wait(lambda: reading.proxy.find_events(kind="copy"))
        expect(page.get_by_role("status").first).to_have_text("Link copied")
    context.close()


def forbid_the_clipboard(route: Route) -> None:
    answer = route.fetch()
    headers = {**answer.headers, "permissions-policy": "clipboard-write=()"}
    route.fulfill(response=answer, headers=headers)
