"""Lets what a button needs fail: the bar then shows the link, and nothing is counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.notices import COPIED, FAILED
from tests.systems.flow.demo_reader import Reader, read

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BAR = "[data-theme=light] [data-style=bar] [dir=ltr] > .sharekit"
REFUSE = """
Object.defineProperty(navigator, "share", {
  value: async () => { throw new DOMException("no", "NAME"); },
});
"""
ADD_BASE = """
document.body.append(Object.assign(document.createElement("base"), { href: "//evil.example/" }));
"""
RECORD = """
window.acts = [];
document.addEventListener("sharekit:share", ({ detail }) => acts.push(detail.channel));
"""


@pytest.fixture
def reader(browser: Browser, gallery: str) -> Iterator[Reader]:
    """Return a reader whose acts are written down."""
    with read(browser, gallery) as reader:
        reader.context.add_init_script(RECORD)
        yield reader


def press(reader: Reader, gallery: str, channel: str, *, times: int = 1) -> Page:
    page = reader.context.new_page()
    page.goto(gallery)
    page.wait_for_selector("html[data-sharekit-ready]", state="attached")
    page.locator(f"{BAR} > [data-sharekit-channel={channel}]").click(click_count=times)
    return page


LOGIN = {"status": 200, "content_type": "text/html", "body": "<title>Log in</title>Log in"}


@pytest.mark.parametrize("answer", [{"status": 503}, LOGIN])
@pytest.mark.parametrize(("channel", "path"), [("native", "parts"), ("qr", "parts"), ("qr", "qr")])
def test_where_the_site_does_not_answer_the_bar_shows_the_link(
    reader: Reader, gallery: str, channel: str, path: str, answer: dict[str, Any]
) -> None:
    reader.context.route(f"**/sharekit/{path}/**", lambda route: route.fulfill(**answer))

    page = press(reader, gallery, channel)

    status = page.locator(BAR).get_by_role("status")
    expect(status).to_have_text(re.compile(rf"^{FAILED} {gallery}#sk={channel[0]}\w{{10}}$"))
    expect(page.locator("dialog, .sharekit-menu")).to_have_count(0)
    assert not re.search("null|Log in", page.locator(BAR).text_content() or "")
    assert page.evaluate("acts") == []


def test_no_server_logs_the_mark_of_a_code(reader: Reader, gallery: str) -> None:
    asked: list[str] = []
    reader.context.add_init_script(
        "addEventListener('sharekit:share', ({ detail }) => { window.token = detail.token }, true)"
    )
    reader.context.on("request", lambda request: asked.append(request.url))

    page = press(reader, gallery, "qr")
    page.locator("dialog[open] svg").wait_for()
    token = page.evaluate("token")
    with page.expect_download() as download:
        page.locator("dialog[open] a").click()

    assert download.value.suggested_filename == "The buttons.svg"
    assert download.value.path().read_text().startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert re.fullmatch(r"q\w{10}", token)
    assert any("/sharekit/qr/" in address for address in asked)
    assert not any(token in address for address in asked)
    assert token not in (page.get_attribute(f"{BAR} > [data-sharekit-channel=qr]", "href") or "")


@pytest.mark.parametrize("channel", ["qr", "native"])
def test_a_base_of_another_host_gets_no_request(
    browser: Browser, gallery: str, channel: str
) -> None:
    # The gallery's own policy forbids it (base-uri).
    with read(browser, gallery, bypass_csp=True) as reader:
        page = reader.context.new_page()
        page.goto(gallery)
        page.wait_for_selector("html[data-sharekit-ready]", state="attached")
        page.evaluate(ADD_BASE)

        page.locator(f"{BAR} > [data-sharekit-channel={channel}]").click()

        page.locator("dialog[open] svg, .sharekit-menu").first.wait_for()
        assert not any("evil.example" in address for address in reader.requested)


def test_where_nothing_can_copy_the_bar_shows_the_link(reader: Reader, gallery: str) -> None:
    reader.context.add_init_script(
        "navigator.clipboard.writeText = async () => { throw new DOMException('no'); }"
    )

    page = press(reader, gallery, "copy-link")

    status = page.locator(BAR).get_by_role("status")
    expect(status).to_have_text(re.compile(rf"^{FAILED} {gallery}#sk=c\w{{10}}$"))


def test_a_share_menu_that_the_reader_closes_counts_and_opens_nothing(
    reader: Reader, gallery: str
) -> None:
    reader.context.add_init_script(REFUSE.replace("NAME", "AbortError"))

    page = press(reader, gallery, "native")
    # What is asked for later comes later.
    page.locator(f"{BAR} > [data-sharekit-channel=copy-link]").click()
    expect(page.locator(BAR).get_by_role("status")).to_have_text(COPIED)

    assert page.evaluate("acts") == []
    assert not any("menu.js" in address for address in reader.requested)


def test_a_share_menu_that_does_not_open_gives_way_to_ours(reader: Reader, gallery: str) -> None:
    reader.context.add_init_script(REFUSE.replace("NAME", "NotAllowedError"))

    page = press(reader, gallery, "native")

    expect(page.locator(".sharekit-menu a").first).to_be_visible()
    assert page.evaluate("acts") == []


def test_a_channel_of_the_menu_is_counted_as_itself_and_printing_too(
    reader: Reader, gallery: str
) -> None:
    reader.context.add_init_script("window.print = () => {}")
    page = press(reader, gallery, "native")
    menu = page.locator(".sharekit-menu")

    menu.locator("[data-sharekit-channel=print]").click()

    expect(menu).to_be_hidden()
    assert page.evaluate("acts") == ["print"]


def test_a_double_click_shows_one_code_and_is_one_share(reader: Reader, gallery: str) -> None:
    page = press(reader, gallery, "qr", times=2)
    page.locator("dialog[open] svg").wait_for()
    page.wait_for_load_state("networkidle")

    expect(page.locator("dialog")).to_have_count(1)
    assert page.evaluate("acts") == ["qr"]
