"""What the page says of copies: a refusal lasts, everybody can read and reach it, and it leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsers.axe import get_violations
from tests.browsers.tables.cases.passages import FERRY
from tests.support.copying import HANDLES_COPIES
from tests.support.notices import COPIED, FAILED, REFUSE, SOURCE_ADDED, UNDO

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Sites = Callable[[Mapping[str, object]], str]
SET_UP = "document.documentElement.dataset.sharekitReady === ''"
NO_CLIPBOARD = "delete Navigator.prototype.clipboard"
SELECT = "getSelection().selectAllChildren(document.querySelector('#long'))"
RULES = {"landmark-one-main": {"enabled": False}, "region": {"enabled": False}}
"""All rules but those about the page around the notice."""
KEPT = "Object.keys(localStorage)"
NO_STORAGE = """
const get = () => { throw new DOMException("", "SecurityError") };
Object.defineProperty(window, "localStorage", { get });
"""
COPY = "document.execCommand('copy')"
ESCAPE = "dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))"
DRAFT = """
const field = document.createElement("textarea");
field.value = "My draft";
// As editors do that keep their copies from the page.
field.addEventListener("copy", (event) => event.stopPropagation());
field.addEventListener("cut", (event) => event.stopPropagation());
document.body.append(field);
field.select();
"""
COLOURED = """
const key = document.querySelector("[data-sharekit]").dataset.sharekit;
for (const given of ["x", key]) {
  const comment = document.createElement("span");
  comment.className = "sharekit";
  comment.dataset.sharekit = given;
  comment.style = "--sharekit-surface: url(/copied.png) transparent; --sharekit-text: transparent";
  document.body.prepend(comment);
}
"""
COLOURS = """
(box) => {
  const { backgroundColor, color } = getComputedStyle(box.parentElement);
  return [backgroundColor, color];
}
"""


DIALOG = """
const button = document.createElement("button");
button.dataset.sharekitCopy = "";
button.textContent = "Get link";
document.querySelector("#long").before(button);
const dialog = document.createElement("dialog");
dialog.append(...document.body.children);
// Later in the document, and below.
const lower = document.createElement("dialog");
document.body.append(dialog, lower);
lower.showModal();
dialog.showModal();
"""


@contextmanager
def read(browser: Browser, **device: Any) -> Iterator[Page]:
    """Open a page of a reader who lets the site use the clipboard."""
    permissions = ["clipboard-read", "clipboard-write"]
    with browser.new_context(permissions=permissions, bypass_csp=True, **device) as context:
        yield context.new_page()


def copy(page: Page, address: str) -> str:
    """Open a page and copy its passage; return the copied text."""
    page.goto(address)
    page.evaluate(SELECT)
    page.wait_for_function(HANDLES_COPIES)
    page.keyboard.press("Control+c")
    return paste(page)


def paste(page: Page) -> str:
    """Return the text on the clipboard."""
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


@pytest.mark.parametrize("consent", ["never", "ask"])
def test_a_refusal_lasts_whatever_may_be_kept(browser: Browser, sites: Sites, consent: str) -> None:
    origin = sites({} if consent == "never" else {"CONSENT": consent})
    with read(browser) as page:
        assert "Source: " in copy(page, f"{origin}/refused/prose/")
        page.get_by_role("button", name=REFUSE).click()
        expect(page.get_by_text(SOURCE_ADDED)).to_have_count(0)
        assert page.evaluate(KEPT) == ["sharekit-plain"]
        page.evaluate("sharekit.consent(false)")

        for path in ("prose", "forms", "prose"):
            assert copy(page, f"{origin}/refused/{path}/") == FERRY
        assert page.evaluate(KEPT) == ["sharekit-plain"]
        expect(page.get_by_text(SOURCE_ADDED)).to_have_count(0)


def test_an_undone_copy_is_plain_and_the_next_one_is_not(browser: Browser, sites: Sites) -> None:
    with read(browser) as page:
        copy(page, f"{sites({})}/undone/prose/")
        page.get_by_role("button", name=UNDO).click()
        page.wait_for_function(f"async () => await navigator.clipboard.readText() === '{FERRY}'")

        assert page.evaluate(KEPT) == []
        page.keyboard.press("Control+c")
        assert paste(page).startswith(f"{FERRY}\n\nSource: ")


def test_in_the_upper_modal_dialog_the_notice_can_be_used(browser: Browser, sites: Sites) -> None:
    with read(browser) as page:
        page.goto(f"{sites({})}/dialog/prose/")
        page.evaluate(DIALOG)
        page.evaluate(SELECT)
        page.wait_for_function(HANDLES_COPIES)
        page.keyboard.press("Control+c")
        page.get_by_role("button", name=UNDO).click(timeout=5000)
        page.wait_for_function(f"async () => await navigator.clipboard.readText() === '{FERRY}'")

        page.evaluate("for (const each of document.querySelectorAll('dialog')) each.close()")
        page.evaluate("document.querySelector('dialog').show()")
        page.get_by_role("button", name="Get link").click()
        expect(page.get_by_text(COPIED)).to_be_visible()
        expect(page.locator("body > [data-sharekit-ignore]")).to_have_count(1)


@pytest.mark.parametrize("key", ["Control+x", "Control+c"])
def test_an_undo_never_replaces_what_was_cut_or_copied_later(
    browser: Browser, sites: Sites, key: str
) -> None:
    with read(browser) as page:
        copy(page, f"{sites({})}/cut/prose/")
        expect(page.get_by_text(SOURCE_ADDED)).to_be_visible()
        page.evaluate(DRAFT)
        page.keyboard.press(key)

        expect(page.get_by_text(SOURCE_ADDED)).to_have_count(0)
        assert paste(page) == "My draft"


@pytest.mark.parametrize("act", [COPY, ESCAPE])
def test_a_notice_that_is_ended_before_it_is_there_never_comes(
    browser: Browser, sites: Sites, act: str
) -> None:
    with read(browser) as page:
        page.clock.install()
        page.goto(f"{sites({})}/soon/prose/")
        page.evaluate(SELECT)
        page.wait_for_function(HANDLES_COPIES)
        page.evaluate(f"{COPY}; {act}")
        page.clock.run_for(500)

        expect(page.get_by_text(SOURCE_ADDED)).to_have_count(0)


def test_a_copied_link_ends_the_notice(browser: Browser, sites: Sites) -> None:
    with read(browser) as page:
        copy(page, f"{sites({})}/link/prose/")
        expect(page.get_by_text(SOURCE_ADDED)).to_be_visible()
        # The notice may lie over the button: a click would wait until it ends by itself.
        page.locator("[data-sharekit-channel=copy-link]").press("Enter")

        expect(page.get_by_text(SOURCE_ADDED)).to_have_count(0)


def test_a_comment_gives_the_notice_no_colour_and_loads_no_picture(
    browser: Browser, sites: Sites
) -> None:
    asked: list[str] = []
    with read(browser) as page:
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{sites({})}/coloured/prose/")
        page.evaluate(COLOURED)
        page.evaluate(SELECT)
        page.wait_for_function(HANDLES_COPIES)
        page.keyboard.press("Control+c")
        notice = page.get_by_text(SOURCE_ADDED)
        expect(notice).to_be_visible()

        assert notice.evaluate(COLOURS) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
        assert not [url for url in asked if "copied" in url]


def test_where_storage_is_refused_a_refusal_lasts_until_the_page_is_left(
    browser: Browser, sites: Sites
) -> None:
    with read(browser) as page:
        page.add_init_script(NO_STORAGE)
        copy(page, f"{sites({})}/unstored/prose/")
        page.get_by_role("button", name=REFUSE).click()
        expect(page.get_by_text(SOURCE_ADDED)).to_have_count(0)
        page.keyboard.press("Control+c")

        assert paste(page) == FERRY


@pytest.mark.parametrize(
    ("device", "style", "colours"),
    [
        ({}, "", ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]),
        (
            {"color_scheme": "dark"},
            ":root { color-scheme: light dark }",
            ["rgb(18, 18, 18)", "rgb(255, 255, 255)"],
        ),
        (
            {},
            ".sharekit { --sharekit-surface: #1d2026; --sharekit-text: #e8e1d4 }",
            ["rgb(29, 32, 38)", "rgb(232, 225, 212)"],
        ),
        (
            {"viewport": {"width": 320, "height": 480}, "is_mobile": True},
            "html { direction: rtl }",
            ["rgb(255, 255, 255)", "rgb(0, 0, 0)"],
        ),
    ],
    ids=["a plain site", "dark", "colours of a site", "a phone, from right to left"],
)
def test_the_notice_can_be_read_and_reached(
    browser: Browser, sites: Sites, device: dict[str, Any], style: str, colours: list[str]
) -> None:
    with read(browser, **device) as page:
        page.goto(f"{sites({})}/seen/prose/")
        page.add_style_tag(content=f"{style} body {{ background: Canvas; color: CanvasText }}")
        page.evaluate(SELECT)
        page.wait_for_function(HANDLES_COPIES)
        page.keyboard.press("Control+c")
        notice = page.get_by_text(SOURCE_ADDED)
        expect(notice).to_be_visible()

        assert notice.evaluate(COLOURS) == colours
        assert get_violations(page, rules=RULES) == []
        width = page.evaluate("document.documentElement.clientWidth")
        for button in (
            page.get_by_role("button", name=UNDO).or_(page.get_by_role("button", name=REFUSE)).all()
        ):
            box = button.bounding_box()
            assert box and min(box["width"], box["height"]) >= 24
            assert box["x"] >= 0 and box["x"] + box["width"] <= width
        expect(page.get_by_role("status").filter(has_text=SOURCE_ADDED)).to_have_count(1)
        page.get_by_role("button", name=UNDO).focus()
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name=REFUSE)).to_be_focused()
        page.keyboard.press("Escape")
        expect(notice).to_have_count(0)


def test_the_bar_says_for_some_seconds_that_the_link_was_copied(
    browser: Browser, sites: Sites
) -> None:
    with read(browser) as page:
        page.clock.install()
        page.goto(f"{sites({})}/leaving/prose/")
        page.clock.run_for(1000)
        page.wait_for_function(SET_UP)
        status = page.locator("[data-sharekit] [role=status]")
        for _ in range(2):
            page.locator("[data-sharekit-channel=copy-link]").click()
            expect(status).to_have_text(COPIED)
            page.clock.run_for(5000)
        # The second message stays as long as the first.
        expect(status).to_have_text(COPIED)
        page.clock.run_for(5000)

        expect(status).to_have_text("")


def test_a_link_to_copy_by_hand_stays(browser: Browser, sites: Sites) -> None:
    with read(browser) as page:
        page.clock.install()
        page.goto(f"{sites({})}/staying/prose/")
        page.clock.run_for(1000)
        page.wait_for_function(SET_UP)
        status = page.locator("[data-sharekit] [role=status]")
        page.locator("[data-sharekit-channel=copy-link]").click()
        expect(status).to_have_text(COPIED)
        page.evaluate(NO_CLIPBOARD)
        page.locator("[data-sharekit-channel=copy-link]").click()
        expect(status).to_contain_text(FAILED)
        page.clock.run_for(60_000)

        expect(status).to_contain_text(FAILED)
