"""Chromium, driven by Playwright."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Error, Page, Playwright

from tests.browsers.tables.engines import Button
from tests.support.waiting import WITHIN

EMPTY = {"", ":", "about:blank"}


class Chromium:
    """A running Chromium."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._app = ""
        self._watch()

    def open(self, address: str) -> None:
        """Open an address as if it were typed; return when the page has loaded."""
        if self._app:
            # The question whether to open the app stays before the tab, and takes its clicks.
            self.renew()
        self._page.goto(address)

    def run(self, script: str, *arguments: object) -> Any:
        """Run the body of a function in the page; give what it returns."""
        function = f"(given) => (function () {{ {script} }}).apply(null, given)"
        try:
            return self._page.evaluate(function, list(arguments))
        except Error as error:
            # The page is on its way to another, which is then the one to ask, or the one after it.
            if "Execution context was destroyed" not in error.message:
                raise
            return self.run(script, *arguments)

    def press(self, key: str, *, control: bool = False) -> None:
        """Press a key."""
        self._page.keyboard.press(f"Control+{key}" if control else key)

    def click(self, x: float, y: float, *, button: Button = "left", times: int = 1) -> None:
        """Click a point of the viewport."""
        self._page.mouse.click(x, y, button=button, click_count=times)

    def reload(self) -> None:
        """Load the page again."""
        self._page.reload()

    def renew(self) -> None:
        """Leave the tab for an empty one, with a history of its own."""
        former, self._page = self._page, self._page.context.new_page()
        former.close()
        self._watch()

    def address(self) -> str:
        """Return the address that the tab shows, or was asked to hand to an app."""
        address = self._app or self._page.url
        # A mail program is started without a question.
        if address.startswith("mailto:"):
            self._app = ""
        return address

    def list_cookies(self) -> list[str]:
        """Return the names of the cookies of the tab's site, with those hidden from scripts."""
        return [cookie["name"] for cookie in self._page.context.cookies(self._page.url)]

    def leave_tab(self) -> str:
        """Close the tab that a click has opened, and give its address; "" if no tab opened."""
        others = [page for page in self._page.context.pages if page != self._page]
        if not others:
            return ""
        others[0].wait_for_url(lambda address: address not in EMPTY, wait_until="commit")
        address: str = others[0].url
        others[0].close()
        return address

    def _watch(self) -> None:
        """Record addresses that Chromium leaves to an app, which no tab shows."""
        self._app = ""

        def record(event: Any) -> None:
            self._app = "" if event["url"].startswith("http") else event["url"]

        session = self._page.context.new_cdp_session(self._page)
        session.on("Page.frameRequestedNavigation", record)
        session.send("Page.enable")


@contextmanager
def start(
    playwright: Playwright, options: dict[str, Any], *, proxy: int | None = None
) -> Iterator[Chromium]:
    """Start it with one profile."""
    with launch(playwright, options) as browser:
        yield open_profile(browser, proxy=proxy)


@contextmanager
def launch(playwright: Playwright, options: dict[str, Any]) -> Iterator[Browser]:
    """Start it without a profile."""
    # Playwright's own tests want every page loaded anew; readers have a cache for going back.
    options = {**options, "ignore_default_args": ["--disable-back-forward-cache"]}
    with playwright.chromium.launch(**options) as browser:
        yield browser


def open_profile(
    browser: Browser, *, device: Mapping[str, Any] | None = None, proxy: int | None = None
) -> Chromium:
    """Open a profile that lets every page use the clipboard, as some device.

    `proxy` is the port of one that answers for all other machines.
    """
    given = dict(device or {})
    if proxy:
        given["proxy"] = {"server": f"http://127.0.0.1:{proxy}", "bypass": "127.0.0.1"}
        given["ignore_https_errors"] = True
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], **given)
    context.set_default_timeout(WITHIN * 1000)
    return Chromium(context.new_page())
