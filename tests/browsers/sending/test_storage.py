"""Tests browsers whose storage is refused, full, or gone with the window."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType

from sharekit import tokens
from tests.browsers.sending.newspaper import (
    Newspaper,
    Visit,
    find_kept,
    meet,
    visit,
    wait_for_events,
)
from tests.browsers.sending.proxy import Fault
from tests.support.waiting import wait

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# Fills the storage to its last byte, as a careless application does.
FILL = """() => {
    let count = 0;
    for (let size = 2 ** 23; size; size >>= 1) {
        try { while (true) localStorage[count++] = "x".repeat(size) } catch {}
    }
}"""
IS_FULL = "() => { try { localStorage.one = 'more' } catch (error) { return error.name } }"
IS_REFUSED = "() => { try { localStorage } catch (error) { return error.name } }"


@pytest.fixture
def wary_profile(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any], tmp_path: Path
) -> Iterator[BrowserContext]:
    """Return a profile whose reader has forbidden all sites to store anything."""
    preferences = tmp_path / "Default" / "Preferences"
    preferences.parent.mkdir()
    refuse = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    preferences.write_text(json.dumps(refuse))
    context = browser_type.launch_persistent_context(tmp_path, **browser_type_launch_args)
    yield context
    context.close()


def suffer_and_recover(reading: Visit, newspaper: Newspaper) -> dict[str, Any]:
    """Do everything while the server fails, wait for the page's own second try; give the report."""
    [page] = [page for page in reading.context.pages if reading.proxy.origin in page.url]
    reading.do_everything(page)
    wait_for_events(reading, 5)
    names = {event.get("id") or event.get("token") for event in reading.proxy.find_events()} - {
        None
    }
    assert len(names) == 3
    assert not reading.proxy.find_accepted()
    reading.proxy.fault = None
    wait(reading.proxy.find_accepted, lambda accepted: accepted == names)
    [figures] = newspaper.count(reading)
    return figures


def test_where_storage_is_refused_the_open_page_tries_again(
    wary_profile: BrowserContext, newspaper: Newspaper
) -> None:
    with meet(wary_profile, newspaper, Fault(status=503, retry_after="1")) as reading:
        page = reading.open(f"#sk={tokens.mint('w')}")
        assert page.evaluate(IS_REFUSED) == "SecurityError"
        figures = suffer_and_recover(reading, newspaper)
        page.evaluate("sharekit.consent(true); sharekit.consent(false)")

        assert (figures["shares"], figures["marked"], figures["clickbacks"]) == (1, 2, 1)
        assert (figures["views"], figures["copies"]) == (1, 1)
        assert reading.troubles == []


def test_where_storage_is_null_the_open_page_tries_again(
    browser: Browser, newspaper: Newspaper
) -> None:
    """As in an Android WebView whose app has not turned it on."""
    with visit(browser, newspaper, Fault(status=503, retry_after="1")) as reading:
        reading.context.add_init_script(
            "Object.defineProperty(window, 'localStorage', {value: null})"
        )
        reading.open(f"#sk={tokens.mint('w')}")
        figures = suffer_and_recover(reading, newspaper)

        assert (figures["shares"], figures["marked"], figures["clickbacks"]) == (1, 2, 1)
        assert (figures["views"], figures["copies"]) == (1, 1)
        assert reading.troubles == []


def test_where_storage_is_full_the_open_page_tries_again(
    browser: Browser, newspaper: Newspaper
) -> None:
    with visit(browser, newspaper, Fault(status=503, retry_after="1")) as reading:
        page = reading.context.new_page()
        page.goto(f"{reading.proxy.origin}/static/sharekit/sharekit.css")
        page.evaluate(FILL)
        assert page.evaluate(IS_FULL) == "QuotaExceededError"
        reading.go(page, f"#sk={tokens.mint('w')}")
        figures = suffer_and_recover(reading, newspaper)

        assert find_kept(page) == {}
        assert (figures["shares"], figures["marked"], figures["clickbacks"]) == (1, 2, 1)
        assert (figures["views"], figures["copies"]) == (1, 1)
        assert reading.troubles == []


def test_a_private_window_takes_what_waits_along(browser: Browser, newspaper: Newspaper) -> None:
    # Each of Playwright's contexts is a private window: off the record, forgotten when it closes.
    with visit(browser, newspaper, Fault(status=500)) as reading:
        page = reading.open()
        reading.do_everything(page)
        wait_for_events(reading, 5)
        assert len(find_kept(page)) == 2
        assert reading.troubles == []
    with visit(browser, newspaper) as reading:
        page = reading.open()
        assert page.evaluate("({...localStorage})") == {}
        wait_for_events(reading, 1)
        assert [event["kind"] for event in reading.proxy.find_events()] == ["view"]
        assert reading.troubles == []


def test_uncaught_errors_would_be_recorded(browser: Browser, newspaper: Newspaper) -> None:
    with visit(browser, newspaper) as reading:
        page = reading.open()
        page.evaluate("setTimeout(() => { throw Error('thrown') })")
        page.evaluate("void Promise.reject(Error('rejected'))")
        page.evaluate("console.error('written')")
        # Playwright delivers events while it is queried.
        wait(lambda: page.evaluate("true") and reading.troubles, lambda lines: len(lines) >= 3)
        assert sorted(line.split(":")[-1].strip() for line in reading.troubles) == [
            "rejected",
            "thrown",
            "written",
        ]
