"""Tests that sharekit never blocks a slow phone."""

from __future__ import annotations

import json
from typing import Any, Final

import pytest
from playwright.sync_api import Browser

from tests.browsers.sending.newspaper import Newspaper, Visit, visit, wait_for_events
from tests.systems.flow.demo_reader import find_button

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LONG: Final = 50_000  # microseconds, https://www.w3.org/TR/longtasks-1/
SLOWER: Final = 4  # times, as developer tools slow the processor down to that of a phone
TRIES: Final = 5  # other processes only ever add time: one try without a long call will do


def load_copy_and_share(reading: Visit) -> None:
    """Load a long story, copy 1,000 words of it, and share it."""
    page = reading.context.new_page()
    reading.go(page, "?long#sk=wK7mQ2xR9tL")
    reading.copy(page, "#pages")
    find_button(page, "email").click()
    find_button(page, "copy-link").click()
    wait_for_events(reading, 1, channel="copy-link")
    page.wait_for_timeout(1200)


def find_long(trace: bytes) -> list[tuple[int, str]]:
    """Return the calls of our scripts that would be long tasks on a slow phone.

    PerformanceObserver reports neither whose functions ran in a long task nor for how long they had
    the processor; developer tools' throttling takes what other processes took four times, too. The
    browser's trace has the time of the thread itself.
    """
    events = [each for each in json.loads(trace)["traceEvents"] if each.get("ph") == "X"]
    ours = [(each["tdur"] * SLOWER, name_script(each)) for each in events if is_call(each)]
    scripts = {name for _, name in ours}
    assert {"sharekit.js", "copy.js"} <= scripts, "the trace has our scripts"
    assert len(ours) > 6, "the trace has what our scripts were called for"
    return [call for call in ours if call[0] >= LONG]


def is_call(event: dict[str, Any]) -> bool:
    is_ours = "/sharekit/" in str(event["args"].get("data", {}).get("url"))
    return is_ours and event["name"] in {"EvaluateScript", "FunctionCall"}


def name_script(event: dict[str, Any]) -> str:
    return str(event["args"]["data"]["url"]).rpartition("/")[2]


def test_no_task_is_long_on_a_slow_phone(browser: Browser, newspaper: Newspaper) -> None:
    found = []
    for _ in range(TRIES):
        with visit(browser, newspaper) as reading:
            browser.start_tracing(categories=["devtools.timeline"])
            load_copy_and_share(reading)
            found.append(find_long(browser.stop_tracing()))
            assert reading.troubles == []
        if not found[-1]:
            return
    pytest.fail(f"in each of {TRIES} tries our scripts took too long: {found}")
