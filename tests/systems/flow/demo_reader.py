"""A reader with a browser profile of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote

from playwright.sync_api import Browser, BrowserContext, Page, Route

from tests.support.copying import HANDLES_COPIES
from tests.support.waiting import WITHIN

EDITOR = """<!doctype html><meta charset="utf-8"><title>Editor</title>
<textarea></textarea><div id="rich" contenteditable="true"></div>"""


class Reader:
    """One profile: its pages, what they opened elsewhere, and what went wrong in them."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        context.set_default_timeout(WITHIN * 1000)
        self.troubles: list[str] = []
        self.requested: list[str] = []
        context.on("request", lambda request: self.requested.append(request.url))
        context.on("console", self._record)
        context.on("weberror", lambda error: self.troubles.append(str(error.error)))
        # Nothing outside the demo exists here; what a share opens shows an empty page.
        context.route(
            lambda url: not url.startswith("http://127.0.0.1"), self._replace_browser_functions
        )

    def open(self, address: str) -> Page:
        """Open an address in a new tab; return when the page has settled and was reported."""
        page = self.context.new_page()
        with page.expect_response(lambda answer: answer.url.endswith("/events/")):
            page.goto(address)
        return page

    def click(self, page: Page, channel: str) -> None:
        """Click a button of the article's own bar, and wait until its event is stored."""
        with page.expect_response(lambda answer: answer.url.endswith("/events/")):
            find_button(page, channel).click()

    def copy(self, page: Page, selector: str) -> None:
        """Select an element as a drag of the mouse would, and press Ctrl+C."""
        page.eval_on_selector(selector, "element => getSelection().selectAllChildren(element)")
        page.wait_for_function(HANDLES_COPIES)
        page.keyboard.press("Control+c")

    def paste(self) -> tuple[str, str]:
        """Paste into an editor elsewhere; return its text and its HTML."""
        page = self.context.new_page()
        page.goto("https://editor.example/")
        page.click("textarea")
        page.keyboard.press("Control+v")
        text = page.input_value("textarea")
        page.click("#rich")
        page.keyboard.press("Control+v")
        html = page.inner_html("#rich")
        page.close()
        return text, html

    def _record(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.troubles.append(message.text)

    @staticmethod
    def _replace_browser_functions(route: Route) -> None:
        body = EDITOR if "editor.example" in route.request.url else "<title>elsewhere</title>"
        route.fulfill(body=body, content_type="text/html")


@contextmanager
def read(browser: Browser, origin: str, **options: Any) -> Iterator[Reader]:
    """Return a reader with a fresh profile; the browser's clipboard is open to every page."""
    context = browser.new_context(**options)
    for place in (origin, "https://editor.example"):
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=place)
    yield Reader(context)
    context.close()


def find_button(page: Page, channel: str) -> Any:
    """Return a button of the first bar on the page."""
    return page.locator(f"[data-sharekit-channel={channel}]").first


def find_link(page: Page, channel: str) -> str:
    """Return the decoded address of such a button."""
    return unquote(find_button(page, channel).get_attribute("href") or "")
