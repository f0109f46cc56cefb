"""Copies that come before more.js: they are left alone, and counted when it is there.

The rows of the tables select as a hand does, so that more.js is there when they copy.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Route

from tests.browsers.tables.cases.passages import FERRY
from tests.support.copying import HANDLES_COPIES
from tests.support.waiting import wait

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RUN = "copied-early"
READY = "document.documentElement.dataset.sharekitReady === ''"
CLICK = "document.querySelector('#copy-passage').click()"


def test_a_copy_before_more_js_is_left_alone_and_counted(
    browser: Browser, sites: Callable[[Mapping[str, object]], str]
) -> None:
    origin = sites({})
    held: list[Route] = []

    def count_copies() -> list[str | None]:
        with urlopen(f"{origin}/received/{RUN}/") as answer:
            events = json.load(answer)
        return [event.get("length") for event in events if event["kind"] == "copy"]

    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.route("**/more.js", lambda route: held.append(route))
        page.goto(f"{origin}/{RUN}/forms/")
        page.wait_for_function(READY)
        # What the page copies at a click is nobody's copy.
        page.evaluate(CLICK)
        page.eval_on_selector("#long", "element => getSelection().selectAllChildren(element)")
        page.keyboard.press("Control+c")
        copied = page.evaluate("navigator.clipboard.readText()")
        [route] = held
        route.continue_()
        wait(count_copies)
        page.wait_for_function(HANDLES_COPIES)

    assert copied == FERRY
    assert count_copies() == ["long"]
