"""A reader copies: the notice and its buttons, buttons of a site, passages in shadow roots."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browsers.axe import get_violations
from tests.support.copying import HANDLES_COPIES
from tests.support.notices import COPIED, REFUSE, SOURCE_ADDED, UNDO
from tests.systems.flow.demo import Demo
from tests.systems.flow.demo_reader import Reader, read

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STORY = "/stories/how-dark-social-got-its-name/"
NAME_PASSAGE = """() => {
    [...document.querySelectorAll("article p")]
        .find((paragraph) => paragraph.innerText.length > 90).id = "passage";
}"""
MOVE_INTO_SHADOW = """addEventListener("DOMContentLoaded", () => {
    const passage = [...document.querySelectorAll("article p")]
        .find((paragraph) => paragraph.innerText.length > 90);
    if (!passage) return;
    const host = document.createElement("div");
    passage.replaceWith(host);
    host.attachShadow({ mode: "open" }).append(passage);
    passage.id = "passage";
    passage.after(document.createElement("p"));
});"""


def open_story(reader: Reader, demo: Demo) -> Page:
    """Open the story and wait for what answers copies."""
    page = reader.open(demo.origin + STORY)
    page.wait_for_function("() => document.documentElement.dataset.sharekitReady === ''")
    page.evaluate(NAME_PASSAGE)
    return page


def copy(reader: Reader, page: Page) -> Locator:
    """Copy the passage; give the notice of its source line."""
    reader.copy(page, "#passage")
    return page.get_by_text(SOURCE_ADDED)


def add_button(route: Route) -> None:
    """Serve a story as its site would write it, with a button of its own."""
    answer = route.fetch()
    button = "<button data-sharekit-copy>Copy <b>the link</b></button></article>"
    route.fulfill(response=answer, body=answer.text().replace("</article>", button, 1))


def wait_for_copy(page: Page, act: Callable[[], Any]) -> dict[str, Any]:
    """Do something that copies; give what it sends."""
    with page.expect_request(lambda request: request.url.endswith("/events/")) as sent:
        act()
    body: Any = sent.value.post_data_json
    events: list[dict[str, Any]] = body["events"]
    (event,) = events
    return event


def test_the_notice_takes_the_source_line_back(browser: Browser, shared_demo: Demo) -> None:
    with read(browser, shared_demo.origin) as reader:
        page = open_story(reader, shared_demo)
        passage = page.inner_text("#passage")
        expect(copy(reader, page)).to_be_visible()
        assert get_violations(page) == []
        page.get_by_role("button", name=UNDO).click()
        expect(page.get_by_text(SOURCE_ADDED)).to_have_count(0)
        text, html = reader.paste()

        assert text == passage
        assert "#sk=" not in html
        assert "Source" not in html
        assert reader.troubles == []


def test_the_notice_comes_once_a_page_and_takes_no_focus(
    browser: Browser, shared_demo: Demo
) -> None:
    with read(browser, shared_demo.origin) as reader:
        page = open_story(reader, shared_demo)
        page.locator("a[href]").first.focus()
        notice = copy(reader, page)
        expect(notice).to_be_visible()
        assert page.evaluate("document.activeElement.matches('a[href]')")
        page.keyboard.press("Escape")
        expect(notice).to_have_count(0)
        copy(reader, page)
        page.wait_for_timeout(500)

        expect(notice).to_have_count(0)
        assert "#sk=t" in reader.paste()[0]


def test_a_refusal_is_remembered_and_copies_are_only_counted(
    browser: Browser, shared_demo: Demo
) -> None:
    with read(browser, shared_demo.origin) as reader:
        page = open_story(reader, shared_demo)
        expect(copy(reader, page)).to_be_visible()
        # The keyboard works too, and a button that is gone gives the focus back.
        page.get_by_role("button", name=REFUSE).focus()
        page.keyboard.press("Enter")
        expect(page.get_by_text(SOURCE_ADDED)).to_have_count(0)
        page.close()
        page = open_story(reader, shared_demo)
        event = wait_for_copy(page, lambda: copy(reader, page))

        assert reader.paste()[0] == page.inner_text("#passage")
        assert event["channel"] == "copy-text"
        assert event["length"] == "long"
        assert "token" not in event
        assert reader.troubles == []


@pytest.mark.parametrize("has_clipboard", [True, False], ids=["async clipboard", "the older way"])
def test_a_button_of_the_site_copies_the_marked_link(
    browser: Browser, shared_demo: Demo, *, has_clipboard: bool
) -> None:
    with read(browser, shared_demo.origin) as reader:
        reader.context.route(shared_demo.origin + STORY, add_button)
        if not has_clipboard:
            reader.context.add_init_script("delete Navigator.prototype.clipboard")
        page = open_story(reader, shared_demo)
        page.wait_for_function(HANDLES_COPIES)
        event = wait_for_copy(page, lambda: page.click("button[data-sharekit-copy] b"))

        expect(page.get_by_role("status").get_by_text(COPIED)).to_be_visible()
        address = re.escape(shared_demo.origin + STORY)
        assert re.fullmatch(rf"{address}#sk={event['token']}", reader.paste()[0])
        assert event["channel"] == "copy-link"
        assert reader.troubles == []


def test_a_passage_in_an_open_shadow_names_its_source(browser: Browser, shared_demo: Demo) -> None:
    with read(browser, shared_demo.origin) as reader:
        reader.context.add_init_script(MOVE_INTO_SHADOW)
        page = reader.open(shared_demo.origin + STORY)
        page.wait_for_function("() => document.documentElement.dataset.sharekitReady === ''")
        passage = page.locator("#passage")
        passage.click(click_count=3)
        page.wait_for_function(HANDLES_COPIES)
        event = wait_for_copy(page, lambda: page.keyboard.press("Control+c"))
        text, html = reader.paste()

        assert text.startswith(passage.inner_text() + "\n\nSource: ")
        assert text.endswith(f"{STORY}#sk={event['token']}")
        assert f"{STORY}#sk={event['token']}</a>" in html
        assert event["block"] == "passage"
        assert reader.troubles == []
