"""Copies that come before more.js: copy-text.js gives them their source line by itself.

The rows of the tables select as a hand does, so that more.js is there when they copy.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser

from tests.browsers.tables.cases.passages import FERRY, TWELVE
from tests.support.waiting import wait

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RUN = "copied-early"
READY = "document.documentElement.dataset.sharekitReady === ''"
COPIES = {
    # What is selected; what its text is copied as, without its source line; what is counted.
    "#long": (FERRY, "long"),
    "#twelve": (TWELVE, "long"),
    "#eleven": (" ".join(TWELVE.split()[:11]), "short"),
    "#ignored": (None, None),
}


def test_a_copy_before_more_js_gets_its_source_line_from_twelve_words_on(
    browser: Browser, sites: Callable[[Mapping[str, object]], str]
) -> None:
    origin = sites({})
    source = re.compile(rf"\n\nSource: .+, {origin}/{RUN}/prose/#sk=t\w{{10}}$")
    counted = [length for _, length in COPIES.values() if length]

    def count_copies() -> list[str | None]:
        with urlopen(f"{origin}/received/{RUN}/") as answer:
            events = json.load(answer)
        return [event.get("length") for event in events if event["kind"] == "copy"]

    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.route("**/more.js", lambda route: route.abort())
        page.goto(f"{origin}/{RUN}/prose/")
        page.wait_for_function(READY)
        copied = {}
        for selector in COPIES:
            page.eval_on_selector(selector, "element => getSelection().selectAllChildren(element)")
            page.keyboard.press("Control+c")
            copied[selector] = page.evaluate("navigator.clipboard.readText()")
        # A context that is closed takes along what is on its way.
        wait(count_copies, lambda lengths: len(lengths) >= len(counted))
    assert count_copies() == counted
    for selector, (passage, length) in COPIES.items():
        assert bool(source.search(copied[selector])) == (length == "long"), copied[selector]
        assert passage is None or source.sub("", copied[selector]) == passage
