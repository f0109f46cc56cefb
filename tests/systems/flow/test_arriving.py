"""A friend arrives by a shared address, and the report and the admin know."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.systems.flow.demo import Demo
from tests.systems.flow.demo_reader import Reader, find_link, read

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STORY = "/stories/the-bridge-that-kept-the-town/"


def wait_until_clean(page: Page) -> None:
    page.wait_for_function("() => !location.hash.includes('sk=')")


def share_and_copy(reader: Reader, address: str) -> str:
    """Share by WhatsApp and copy a passage, as one reader; return the address that was copied."""
    page = reader.open(address)
    page.wait_for_function("() => document.documentElement.dataset.sharekitReady === ''")
    reader.click(page, "whatsapp")
    with page.expect_response(lambda answer: answer.url.endswith("/events/")):
        reader.copy(page, "article p:nth-of-type(2)")
    return reader.paste()[0].rsplit(", ", 1)[1]


def read_link(demo: Demo, token: str) -> dict[str, Any]:
    """Read a link's place in its chain from the database."""
    program = (
        "import json; from sharekit.models import ShareLink\n"
        f"link = ShareLink.objects.select_related('parent').get(token={token!r})\n"
        "print(json.dumps({'parent': link.parent and link.parent.token,"
        "'generation': link.generation}))"
    )
    found: dict[str, Any] = json.loads(demo.manage("shell", "-v", "0", "-c", program))
    return found


def test_a_friend_who_opens_a_copied_address_is_counted_once(
    browser: Browser, either_demo: Demo
) -> None:
    with read(browser, either_demo.origin) as sharer, read(browser, either_demo.origin) as friend:
        copied = share_and_copy(sharer, either_demo.origin + STORY)
        page = friend.open(copied)
        wait_until_clean(page)
        assert page.evaluate("location.href") == either_demo.origin + STORY
        assert page.evaluate("history.length") == 2  # about:blank and the story

        figures = either_demo.wait_for(STORY, views=2, shares=1, copies=1, clickbacks=1)
        assert figures["channels"]["whatsapp"]["shares"] == 1

        page.reload()
        page.wait_for_timeout(1500)
        wait_until_clean(friend.open(copied))
        wait_until_clean(sharer.open(copied))
        friend.click(page, "email")
        friend_token = find_link(page, "email")[-11:]

        # The friend's share came after a reload, which forgets whom they came from; open again.
        page = friend.open(copied)
        friend.click(page, "whatsapp")
        reshare_token = find_link(page, "whatsapp")[-11:]

        acts = {"shares": 3, "copies": 1, "marked": 4, "clickbacks": 1, "reshares": 1}
        figures = either_demo.wait_for(STORY, views=5, entries=5, inferred=0, **acts)
        assert figures["channels"]["copy-text"]["reshares"] == 1
        assert read_link(either_demo, friend_token) == {"parent": None, "generation": 0}
        assert read_link(either_demo, reshare_token) == {"parent": copied[-11:], "generation": 1}
        assert sharer.troubles == friend.troubles == []


def test_the_admin_shows_it(browser: Browser, any_demo: Demo) -> None:
    story = "/stories/who-pays-for-a-letter/"
    with read(browser, any_demo.origin) as sharer, read(browser, any_demo.origin) as friend:
        friend.open(share_and_copy(sharer, any_demo.origin + story))
        any_demo.wait_for(story, views=2, shares=1, copies=1, clickbacks=1)

        page = sharer.context.new_page()
        page.goto(f"{any_demo.origin}/admin/sharekit/article/?q=letter")
        page.fill("[name=username]", "demo")
        page.fill("[name=password]", "demo")
        page.click("[type=submit]")
        row = page.locator("#result_list tbody tr")
        figures = [
            row.locator(f".field-sharekit-{name}").inner_text()
            for name in ("views", "shares", "copies", "clickbacks")
        ]

        assert page.get_by_role("status").first.inner_text()
        assert figures == ["2", "1", "1", "1"]
        assert "WhatsApp 1" in row.locator(".field-by_channel").inner_text()


FRAGMENTS = {
    "#{anchor}&sk=wK7mQ2xR9tL": "#{anchor}",
    "#sk=wK7mQ2xR9tM).": "",
    "?page=2#{anchor}&sk%3DwK7mQ2xR9tN": "?page=2#{anchor}",
    "#sk=w": "",
}
"""What an address ends with, and what of it is left once the page has read it."""


def test_the_page_scrolls_as_it_should_and_the_address_is_clean(
    browser: Browser, any_demo: Demo
) -> None:
    story = any_demo.origin + "/stories/the-length-of-the-earth/"
    with read(browser, any_demo.origin) as friend:
        page = friend.open(story)
        anchor = page.eval_on_selector_all("article h2[id]", "heads => heads.at(-1).id")
        addresses = {}
        for fragment in FRAGMENTS:
            page = friend.open(story + fragment.format(anchor=anchor))
            wait_until_clean(page)
            if "{anchor}" in fragment:
                assert_it_scrolled(page, anchor)
            page.wait_for_timeout(300)
            addresses[fragment] = page.evaluate("location.href")

        assert addresses == {
            fragment: story + clean.format(anchor=anchor) for fragment, clean in FRAGMENTS.items()
        }
        assert friend.troubles == []


def assert_it_scrolled(page: Page, anchor: str) -> None:
    page.wait_for_function("() => scrollY > 0 && document.querySelector(':target')")
    page.wait_for_timeout(300)
    assert page.evaluate("document.querySelector(':target')?.id") == anchor
    top = page.eval_on_selector(f"#{anchor}", "head => head.getBoundingClientRect().top")
    assert -5 <= top < page.viewport_size["height"]  # type: ignore[index]
    assert page.evaluate("scrollY") > 0


def test_an_assistant_that_appends_its_name_is_the_source(browser: Browser, any_demo: Demo) -> None:
    story = "/stories/a-jar-of-wild-flour/"
    program = (
        "from sharekit.models import SourceRollup\n"
        f"print(*SourceRollup.objects.filter(article__url__endswith={story!r})"
        ".values_list('source', flat=True))"
    )
    with read(browser, any_demo.origin) as reader:
        reader.open(f"{any_demo.origin}{story}?utm_source=chatgpt.com")

        any_demo.wait_for(story, views=1, entries=1)
        assert any_demo.manage("shell", "-v", "0", "-c", program).split() == ["assistant"]
        assert reader.troubles == []
