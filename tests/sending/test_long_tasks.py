"""Tests that a slow phone never stands still because of us."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.flow.reader import find_button
from tests.sending.newspaper import Newspaper, Visit, visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# A task of 50 ms or more is long (W3C Long Tasks). The browser names the scripts that ran in it in
# its long animation frames: a task is ours when our scripts alone took 50 ms of it.
OBSERVE = """
globalThis.tasks = [];
globalThis.scripts = [];
new PerformanceObserver((list) => tasks.push(...list.getEntries()))
    .observe({ type: "longtask", buffered: true });
new PerformanceObserver((list) => list.getEntries().forEach((frame) => {
    scripts.push(...frame.scripts);
})).observe({ type: "long-animation-frame", buffered: true });
"""
FIND_OURS = """() => tasks.map(({ startTime, duration }) => {
    const inside = scripts.filter((script) => script.sourceURL.includes("/sharekit/")
        && script.startTime >= startTime && script.startTime < startTime + duration);
    const ours = inside.reduce((sum, script) => sum + script.duration, 0);
    return [Math.round(ours), ...inside.map(({ sourceURL, invoker }) => sourceURL + " " + invoker)];
}).filter(([ours]) => ours >= 50)"""
BLOCK = "() => { const end = performance.now() + 100; while (performance.now() < end); }"
TRIES = 5  # other processes only ever add time: one try without a long task shows that we need none


def read_on_a_slow_phone(reading: Visit) -> list[Any]:
    """Load a long story, copy 2,000 words, share; give the long tasks that were ours."""
    page = reading.context.new_page()
    page.add_init_script(OBSERVE)
    phone = reading.context.new_cdp_session(page)
    phone.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    reading.go(page, "?long#sk=wK7mQ2xR9tL")
    reading.copy(page, "#pages")
    find_button(page, "email").click()
    find_button(page, "copy-link").click()
    page.wait_for_timeout(1200)
    ours: list[Any] = page.evaluate(FIND_OURS)

    page.evaluate(BLOCK)
    page.wait_for_timeout(100)
    assert page.evaluate("tasks.length") > 0, "the observer sees long tasks"
    return ours


def test_no_task_of_ours_is_long_on_a_slow_phone(browser: Browser, newspaper: Newspaper) -> None:
    found = []
    for _ in range(TRIES):
        with visit(browser, newspaper) as reading:
            found.append(read_on_a_slow_phone(reading))
            assert reading.troubles == []
        if not found[-1]:
            return
    pytest.fail(f"in each of {TRIES} tries tasks of ours took 50 ms: {found}")
