"""Tests that copying inside an editor is what it is without us, in both flavours, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.hosts.site import Site
from tests.site_js.tab import SWIFTS, Tab

pytestmark = [pytest.mark.slow, pytest.mark.browser]

# What is clicked in an editor, how often, and the keys that then choose what is copied.
CASES = {
    "codemirror, everything": ("#codemirror .cm-line", 1, ["Control+a"]),
    "codemirror, a line by a triple click": ("#codemirror .cm-line", 3, []),
    "codemirror, the line of the cursor": ("#codemirror .cm-line", 1, []),
    "codemirror, from a word on": ("#codemirror .cm-line", 2, ["Control+Shift+End"]),
    "prosemirror, everything": ("#prosemirror p", 1, ["Control+a"]),
    "prosemirror, a paragraph": ("#prosemirror p", 3, []),
    "prosemirror, from a word on": ("#prosemirror h2", 2, ["Control+Shift+End"]),
    "contenteditable, everything": ("#contenteditable p", 1, ["Control+a"]),
    "contenteditable, a paragraph": ("#contenteditable p", 3, []),
    "contenteditable, a widget in it": ("#contenteditable [contenteditable=false]", 3, []),
}


@pytest.fixture(scope="module")
def tabs(browser: Browser, site: Site) -> Iterator[tuple[Tab, Tab]]:
    """Give two tabs on the same article, the second one's page without our script."""
    ours, bare = Tab(browser, site.origin, "editors"), Tab(browser, site.origin, "editors")
    bare.context.add_cookies([{"name": "bare", "value": "1", "url": site.origin}])
    ours.open(SWIFTS)
    bare.page.goto(site.origin + SWIFTS)
    assert "Source: Swifts of the city" in ours.copy()
    yield ours, bare
    assert [event[0] for event in ours.settle()] == ["view", "copy"]  # that one, none in an editor
    assert ours.troubles == []
    for tab in (ours, bare):
        tab.context.close()


def copy(tab: Tab, case: str) -> tuple[str, str]:
    selector, clicks, keys = CASES[case]
    tab.page.bring_to_front()
    tab.page.evaluate("navigator.clipboard.writeText('nothing')")
    tab.page.locator(selector).first.click(click_count=clicks)
    for key in keys:
        tab.page.keyboard.press(key)
    # Editors hear of what is selected a little later, as they do before a human's next key.
    tab.page.evaluate("new Promise((done) => setTimeout(done, 100))")
    tab.page.keyboard.press("Control+c")
    return tab.paste()


@pytest.mark.parametrize("case", CASES)
def test_copying_in_an_editor_is_the_same_with_and_without_us(
    tabs: tuple[Tab, Tab], case: str
) -> None:
    ours, bare = tabs

    text, html = copy(ours, case)

    assert len(text.split()) > 12
    assert (text, html) == copy(bare, case)
    # What only the editor itself writes.
    assert "data-pm-slice" in html or "prosemirror" not in case
