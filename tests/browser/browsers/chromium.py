"""Chromium, driven by Playwright."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Error, Page, Playwright

from tests.browser.browsers import Button

WITHIN = 30_000  # milliseconds; a first page takes 10,000 on a busy machine


class Chromium:
    """Is a running Chromium."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def open(self, address: str) -> None:
        """Open an address as if it were typed; return when the page has loaded."""
        self._page.goto(address)

    def run(self, script: str, *arguments: object) -> Any:
        """Run the body of a function in the page; give what it returns."""
        function = f"(given) => (function () {{ {script} }}).apply(null, given)"
        try:
            return self._page.evaluate(function, list(arguments))
        except Error as error:
            # The page is on its way to another, which is then the one to ask.
            if "Execution context was destroyed" not in error.message:
                raise
            return self._page.evaluate(function, list(arguments))

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


@contextmanager
def start(
    playwright: Playwright, options: dict[str, Any], *, device: Mapping[str, Any] | None = None
) -> Iterator[Chromium]:
    """Start it with a profile that lets every page of ours use the clipboard."""
    # Playwright's own tests want every page loaded anew; readers have a cache for going back.
    options = {**options, "ignore_default_args": ["--disable-back-forward-cache"]}
    with playwright.chromium.launch(**options) as browser:
        permissions = ["clipboard-read", "clipboard-write"]
        context = browser.new_context(permissions=permissions, **(device or {}))
        context.set_default_timeout(WITHIN)
        yield Chromium(context.new_page())
