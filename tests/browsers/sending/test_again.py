"""Tests when events are sent again: by the page itself, by the next one, by two at a time."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from playwright.sync_api import Browser, Error, Page

from sharekit import tokens
from tests.browsers.sending.newspaper import (
    Newspaper,
    find_kept,
    visit,
    visit_all,
    wait_for_events,
    wait_until_stored,
)
from tests.browsers.sending.proxy import Fault
from tests.systems.flow.demo_reader import find_button

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def count_sent(proxy_events: list[dict[str, object]]) -> list[int]:
    """Return how often each named event was sent."""
    names = [event.get("id") or event.get("token") for event in proxy_events]
    return [names.count(name) for name in sorted({name for name in names if name}, key=str)]


RETRIES = {
    # What is answered; how long nothing is to be sent; when it has to be.
    "asked to wait": (Fault(status=503, retry_after="120"), "01:55", "00:10"),
    "asked to wait until": (
        Fault(status=503, retry_after="Fri, 01 Jan 2027 00:00:00 GMT"),
        "00:25",
        "00:10",
    ),
    "not asked to wait": (Fault(status=500), "00:25", "00:10"),
}


def test_a_page_that_stays_open_tries_again_when_it_was_asked_to(
    browser: Browser, newspaper: Newspaper
) -> None:
    with visit_all(browser, newspaper, [fault for fault, *_ in RETRIES.values()]) as visits:
        counts = []
        for each, (_, early, late) in zip(visits, RETRIES.values(), strict=True):
            page = each.context.new_page()
            page.clock.install()
            each.go(page)
            find_button(page, "email").click()
            page.clock.fast_forward(1000)
            wait_for_events(each, 1, kind="share")
            each.proxy.fault = None
            # The answer has to be there before time goes on.
            page.wait_for_timeout(300)
            page.clock.fast_forward(early)
            page.wait_for_timeout(300)
            counts.append(len(each.proxy.find_events(kind="share")))
            page.clock.fast_forward(late)
            wait_until_stored(page)
            counts.append(len(each.proxy.find_events(kind="share")))
        figures = newspaper.count(*visits)
        troubles = [each.troubles for each in visits]

    assert counts == [1, 2] * 3
    assert [(each["shares"], each["marked"]) for each in figures] == [(1, 1)] * 3
    assert troubles == [[]] * 3


LATE = 60
"""Seconds that an answer takes if the test does not lift the fault before, as each does."""


def test_a_server_that_takes_long_slows_nobody_and_counts_once(
    browser: Browser, newspaper: Newspaper
) -> None:
    slow = Fault(reaches_site=True, seconds=LATE)
    with visit(browser, newspaper, slow) as reading:
        first = reading.open(f"#sk={tokens.mint('w')}")
        reading.do_everything(first)
        wait_for_events(reading, 5)
        assert len(find_kept(first)) == 3

        # No answer yet: the next page sends what is kept once more.
        second = reading.open()
        wait_for_events(reading, 9)
        assert first.evaluate("1 + 1") == second.evaluate("1 + 1") == 2
        reading.proxy.lift()
        wait_until_stored(second)
        [figures] = newspaper.count(reading)

        assert count_sent(reading.proxy.find_events()) == [2, 2, 2]
        assert (figures["shares"], figures["copies"], figures["marked"]) == (1, 1, 2)
        assert figures["lookups"] == 1
        assert (figures["views"], figures["entries"], figures["clickbacks"]) == (3, 2, 1)
        assert reading.troubles == []


def close(page: Page) -> None:
    page.close(run_before_unload=True)


def kill(page: Page) -> None:
    """Let the page's process die at once, as on a phone that needs its memory."""
    with page.expect_event("crash"), suppress(Error):
        page.goto("chrome://crash")


@pytest.mark.parametrize("end", [close, kill])
def test_a_page_that_ends_leaves_its_events_to_the_next(
    browser: Browser, newspaper: Newspaper, end: Callable[[Page], None]
) -> None:
    before_it_sends = None
    before_it_arrives = Fault(seconds=LATE, is_answer_lost=True)
    before_the_answer = Fault(seconds=LATE, reaches_site=True)
    faults = [before_the_answer, before_it_arrives, before_it_sends]
    with visit_all(browser, newspaper, faults) as visits:
        for each in visits:
            page = each.open(f"#sk={tokens.mint('w')}")
            each.do_everything(page)
            if each.proxy.fault:
                wait_for_events(each, 5)
            end(page)
            each.proxy.lift()
            page = each.open()
            wait_until_stored(page)
        figures = newspaper.count(*visits)
        troubles = [each.troubles for each in visits]

    names = ("shares", "copies", "marked", "clickbacks")
    assert [[each[name] for name in names] for each in figures] == [[1, 1, 2, 1]] * 3
    assert all(each["lookups"] <= 1 and 2 <= each["views"] <= 3 for each in figures)
    assert troubles == [[]] * 3


def test_two_tabs_that_send_the_same_kept_events_count_once(
    browser: Browser, newspaper: Newspaper
) -> None:
    with visit(browser, newspaper, Fault(status=500)) as reading:
        page = reading.open(f"#sk={tokens.mint('w')}")
        reading.do_everything(page)
        wait_for_events(reading, 5)
        page.goto("about:blank")

        reading.proxy.forget()
        reading.proxy.fault = Fault(reaches_site=True, seconds=LATE)
        tabs = [reading.open(), reading.open()]
        wait_for_events(reading, 8)
        reading.proxy.lift()
        for tab in tabs:
            wait_until_stored(tab)
        [figures] = newspaper.count(reading)

        assert count_sent(reading.proxy.find_events()) == [2, 2, 2]
        assert (figures["shares"], figures["marked"], figures["clickbacks"]) == (1, 2, 1)
        assert (figures["copies"], figures["views"], figures["entries"]) == (1, 3, 3)
        assert reading.troubles == []


def test_what_the_browser_repeats_by_itself_counts_once_if_it_has_a_name(
    browser: Browser, newspaper: Newspaper
) -> None:
    lost = Fault(reaches_site=True, is_answer_lost=True)
    with visit(browser, newspaper) as reading:
        page = reading.open()
        wait_for_events(reading, 1, kind="view")
        page.wait_for_timeout(300)
        reading.proxy.forget()
        # On the connection of the first events, which then ends without an answer.
        reading.proxy.fault = lost
        reading.do_everything(page)
        wait_for_events(reading, 4)
        page.wait_for_timeout(300)
        reading.proxy.fault = None
        reading.go(page)
        wait_until_stored(page)
        [figures] = newspaper.count(reading)

        assert (figures["shares"], figures["marked"], figures["entries"]) == (1, 2, 2)
        # No script can see or prevent it: what has no name is stored as often as it was sent. On a
        # slow machine the events are in two requests.
        lookups = len(reading.proxy.find_events(length="short"))
        views = len(reading.proxy.find_events(kind="view"))
        assert (figures["copies"], figures["lookups"], figures["views"]) == (1, lookups, 1 + views)
        assert reading.troubles == []
