"""Tests when events are sent again: by the page itself, by the next one, by two at a time."""

from __future__ import annotations

import os
import signal

import pytest
from playwright.sync_api import Browser, Page

from sharekit import tokens
from tests.flow.reader import find_button
from tests.sending.newspaper import Newspaper, find_kept, visit, wait_until
from tests.sending.proxy import Fault

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def count_sent(proxy_events: list[dict[str, object]]) -> list[int]:
    """Give how often each named event was sent."""
    names = [event.get("id") or event.get("token") for event in proxy_events]
    return [names.count(name) for name in sorted({name for name in names if name}, key=str)]


@pytest.mark.parametrize(
    ("fault", "early", "late"),
    [
        (Fault(status=503, retry_after="120"), "01:55", "00:10"),
        (Fault(status=500), "00:25", "00:10"),
        (Fault(status=503, retry_after="Fri, 01 Jan 2027 00:00:00 GMT"), "00:25", "00:10"),
    ],
    ids=["told when", "not told", "told a date"],
)
def test_a_page_that_stays_open_tries_again_when_it_was_told(
    browser: Browser, newspaper: Newspaper, fault: Fault, early: str, late: str
) -> None:
    with visit(browser, newspaper, fault) as reading:
        page = reading.context.new_page()
        page.clock.install()
        reading.go(page)
        find_button(page, "email").click()
        page.clock.fast_forward(1000)
        wait_until(lambda: reading.proxy.find_events(kind="share"))
        page.wait_for_timeout(100)
        reading.proxy.fault = None

        page.clock.fast_forward(early)
        page.wait_for_timeout(200)
        assert len(reading.proxy.find_events(kind="share")) == 1
        page.clock.fast_forward(late)
        wait_until(lambda: not find_kept(page))
        [figures] = newspaper.count(reading)

        assert len(reading.proxy.find_events(kind="share")) == 2
        assert (figures["shares"], figures["marked"]) == (1, 1)
        assert reading.troubles == []


def test_a_server_that_takes_ten_seconds_slows_nobody_and_counts_once(
    browser: Browser, newspaper: Newspaper
) -> None:
    slow = Fault(reaches_site=True, seconds=10)
    with visit(browser, newspaper, slow) as reading:
        first = reading.open(f"#sk={tokens.mint('w')}")
        reading.do_everything(first)
        wait_until(lambda: len(reading.proxy.find_events()) == 5)
        assert len(find_kept(first)) == 3

        # No answer yet: the next page sends what is kept once more.
        second = reading.open()
        wait_until(lambda: len(reading.proxy.find_events()) == 9)
        assert first.evaluate("1 + 1") == second.evaluate("1 + 1") == 2
        wait_until(lambda: not find_kept(second))
        [figures] = newspaper.count(reading)

        assert count_sent(reading.proxy.find_events()) == [2, 2, 2]
        assert (figures["shares"], figures["copies"], figures["marked"]) == (1, 2, 2)
        assert (figures["views"], figures["entries"], figures["clickbacks"]) == (3, 2, 1)
        assert reading.troubles == []


def close(page: Page) -> None:
    page.close(run_before_unload=True)


def kill(page: Page) -> None:
    """Kill the page's process, as a phone does that needs its memory."""
    browser = page.context.browser
    assert browser
    session = browser.new_browser_cdp_session()
    page.evaluate("globalThis.isMine = true")
    found = session.send("SystemInfo.getProcessInfo")["processInfo"]
    renderers = {each["id"] for each in found if each["type"] == "renderer"}
    with page.expect_event("crash"):
        for renderer in renderers:
            os.kill(renderer, signal.SIGKILL)
    page.close()


@pytest.mark.parametrize("end", [close, kill])
@pytest.mark.parametrize(
    "fault",
    [None, Fault(seconds=1, is_answer_lost=True), Fault(seconds=1, reaches_site=True)],
    ids=["before it sends", "before it arrives", "before the answer"],
)
def test_a_page_that_ends_leaves_its_events_to_the_next(
    browser: Browser, newspaper: Newspaper, end: object, fault: Fault | None
) -> None:
    with visit(browser, newspaper, fault) as reading:
        page = reading.open(f"#sk={tokens.mint('w')}")
        reading.do_everything(page)
        if fault:
            wait_until(lambda: len(reading.proxy.find_events()) == 5)
        end(page)  # type: ignore[operator]
        reading.proxy.fault = None

        page = reading.open()
        wait_until(lambda: not find_kept(page))
        [figures] = newspaper.count(reading)

        assert (figures["shares"], figures["marked"], figures["clickbacks"]) == (1, 2, 1)
        assert 1 <= figures["copies"] <= 2
        assert 2 <= figures["views"] <= 3
        assert reading.troubles == []


def test_two_tabs_that_send_the_same_kept_events_count_once(
    browser: Browser, newspaper: Newspaper
) -> None:
    with visit(browser, newspaper, Fault(status=500)) as reading:
        page = reading.open(f"#sk={tokens.mint('w')}")
        reading.do_everything(page)
        wait_until(lambda: len(reading.proxy.find_events()) == 5)
        page.goto("about:blank")

        reading.proxy.forget()
        reading.proxy.fault = Fault(reaches_site=True, seconds=2)
        tabs = [reading.open(), reading.open()]
        wait_until(lambda: len(reading.proxy.find_events()) == 8)
        for tab in tabs:
            wait_until(lambda tab=tab: not find_kept(tab))  # type: ignore[misc]
        [figures] = newspaper.count(reading)

        assert count_sent(reading.proxy.find_events()) == [2, 2, 2]
        assert (figures["shares"], figures["marked"], figures["clickbacks"]) == (1, 2, 1)
        assert (figures["copies"], figures["views"], figures["entries"]) == (1, 3, 3)
        assert reading.troubles == []
