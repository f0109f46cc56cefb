"""A reader shares and copies in the demo, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.support.notices import COPIED
from tests.systems.flow.demo import Demo
from tests.systems.flow.demo_reader import find_button, find_link, read

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STORY = "/stories/tenants-of-the-air/"
PHONE = (
    "Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 Chrome/156.0 Mobile Safari/537.36"
)


def test_whatsapp_opens_with_the_title_and_a_marked_address(
    browser: Browser, any_demo: Demo
) -> None:
    with read(browser, any_demo.origin) as reader:
        page = reader.open(any_demo.origin + STORY)
        with reader.context.expect_page() as opened:
            reader.click(page, "whatsapp")

        address = re.escape(any_demo.origin + STORY)
        assert opened.value.url.startswith("https://wa.me/?text=")
        assert re.search(f"{address}#sk=w[1-9A-HJ-NP-Za-km-z]{{10}}$", find_link(page, "whatsapp"))
        assert opened.value.url == find_button(page, "whatsapp").get_attribute("href")
        assert reader.troubles == []


def test_each_share_has_a_mark_of_its_own(browser: Browser, any_demo: Demo) -> None:
    with read(browser, any_demo.origin) as reader:
        page = reader.open(any_demo.origin + STORY)
        links = set()
        for _ in range(3):
            reader.click(page, "email")
            links.add(find_link(page, "email"))

        assert len(links) == 3
        assert all(re.fullmatch(r"mailto:.*#sk=e\w{10}", link, re.DOTALL) for link in links)


def test_messenger_opens_its_app_on_a_phone(browser: Browser, any_demo: Demo) -> None:
    with read(browser, any_demo.origin, user_agent=PHONE) as reader:
        page = reader.open(any_demo.origin + STORY)
        reader.click(page, "messenger")

        assert re.fullmatch(
            rf"fb-messenger://share/\?link={any_demo.origin}{STORY}#sk=m\w{{10}}",
            find_link(page, "messenger"),
        )


@pytest.mark.parametrize("channel", ["native", "messenger"])
def test_where_there_is_neither_share_menu_nor_app_the_other_ways_are_listed(
    browser: Browser, any_demo: Demo, channel: str
) -> None:
    with read(browser, any_demo.origin) as reader:
        page = reader.open(any_demo.origin + STORY)
        find_button(page, channel).click()
        with reader.context.expect_page() as opened:
            reader.click(page, "telegram")

        address = any_demo.origin + STORY
        assert opened.value.url.startswith("https://t.me/share/url?url=")
        assert re.search(rf"url={address}#sk=g\w{{10}}&", find_link(page, "telegram"))
        expect(page.locator(".sharekit-menu")).to_be_hidden()
        assert reader.troubles == []


def test_the_link_is_copied_and_the_page_says_so(browser: Browser, any_demo: Demo) -> None:
    with read(browser, any_demo.origin) as reader:
        page = reader.open(any_demo.origin + STORY)
        find_button(page, "copy-link").focus()
        with page.expect_response(lambda answer: answer.url.endswith("/events/")):
            page.keyboard.press("Enter")

        expect(page.get_by_role("status").first).to_have_text(COPIED)
        assert re.fullmatch(rf"{any_demo.origin}{STORY}#sk=c\w{{10}}", reader.paste()[0])


def test_without_javascript_every_link_works_and_carries_its_letter(
    browser: Browser, any_demo: Demo
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(any_demo.origin + STORY)

    for channel, letter in {
        "whatsapp": "w",
        "email": "e",
        "messenger": "m",
        "copy-link": "c",
    }.items():
        assert find_button(page, channel).is_visible()
        assert find_link(page, channel).endswith(f"{any_demo.origin}{STORY}#sk={letter}")
    assert not find_button(page, "native").is_visible()
    context.close()


def test_a_copied_passage_names_its_source_in_both_flavours(
    browser: Browser, any_demo: Demo
) -> None:
    story = "/stories/how-dark-social-got-its-name/"
    with read(browser, any_demo.origin) as reader:
        page = reader.open(any_demo.origin + story)
        page.wait_for_function("() => document.documentElement.dataset.sharekitReady === ''")
        page.evaluate(
            """() => {
                const passage = [...document.querySelectorAll("article p")]
                    .find((paragraph) => paragraph.innerText.length > 90);
                const bold = document.createElement("b");
                const link = document.createElement("a");
                bold.append("Bold words");
                link.append("a link");
                link.setAttribute("href", "/about/");
                passage.append(" ", bold, " and ", link, ".");
                passage.id = "passage";
            }"""
        )
        passage = page.inner_text("#passage")
        with page.expect_response(lambda answer: answer.url.endswith("/events/")):
            reader.copy(page, "#passage")
        text, html = reader.paste()

        address = rf"{re.escape(any_demo.origin + story)}#sk=t\w{{10}}"
        line = f"Source: How dark social got its name, {address}"
        assert re.fullmatch(f"{re.escape(passage)}\n\n{line}", text)
        assert re.search("<b[^>]*>Bold words</b>", html)
        assert f'<a href="{any_demo.origin}/about/"' in html
        assert re.search(f'<a href="{address}"[^>]*>{address}</a>', html)
        assert reader.troubles == []


@pytest.mark.parametrize(
    ("story", "selector", "is_counted"),
    [
        ("/stories/sixty-one-seconds/", "article h1", True),
        ("/stories/a-birthday-party-for-tokens/", "article pre", False),
    ],
    ids=["a title", "code"],
)
def test_short_passages_and_code_are_copied_as_they_are(
    browser: Browser, any_demo: Demo, story: str, selector: str, *, is_counted: bool
) -> None:
    with read(browser, any_demo.origin) as reader:
        page = reader.open(any_demo.origin + story)
        page.wait_for_function("() => document.documentElement.dataset.sharekitReady === ''")
        reader.copy(page, selector)
        text, html = reader.paste()

        assert text.strip() == page.inner_text(selector).strip()
        assert "#sk=" not in html
        page.close()
        any_demo.wait_for(story, views=1, copies=0, lookups=int(is_counted), marked=0)
