"""A reader's tab on the site, what was done in it, and what its scripts have sent."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Request, expect

from tests.support.copying import HANDLES_COPIES
from tests.support.waiting import WITHIN, wait

SWIFTS, BRIDGE = "/stories/swifts/", "/stories/bridge/"


class Tab:
    """One tab of a profile of its own; `script` is the site's own script in its pages."""

    def __init__(self, browser: Browser, origin: str, script: str) -> None:
        self.origin = origin
        self.context = browser.new_context()
        self.context.set_default_timeout(WITHIN * 1000)
        self.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=origin)
        self.context.add_cookies([{"name": "script", "value": script, "url": origin}])
        self.troubles: list[str] = []
        self.events: list[tuple[str, str, str]] = []
        self.context.on("console", self._record)
        self.context.on("weberror", lambda error: self.troubles.append(str(error.error)))
        self.context.on("request", self._see)
        self.page: Page = self.context.new_page()

    def open(self, path: str) -> None:
        """Open a page of the site; return when it has reported that it is read."""
        with self.page.expect_response("**/events/"):
            self.page.goto(self.origin + path)

    def show(self, title: str, selector: str = "nav a") -> None:
        """Follow a link to a story; return when it is shown."""
        self.page.click(f"{selector}:text('{title}')")
        self.expect(title)

    def expect(self, title: str) -> None:
        """Wait until a story is shown."""
        expect(self.page.locator("h1")).to_have_text(title)

    def wait_for_copying(self) -> None:
        """Wait until copy.js is there."""
        self.page.wait_for_function("() => document.documentElement.dataset.sharekitReady === ''")

    def copy(self) -> str:
        """Copy the passage of the story that is shown; give what the clipboard then holds."""
        self.wait_for_copying()
        self.page.locator("#passage").click(click_count=3)
        self.page.wait_for_function(HANDLES_COPIES)
        self.page.keyboard.press("Control+c")
        text: str = self.page.evaluate("navigator.clipboard.readText()")
        return text

    def settle(self, least: int = 0) -> list[tuple[str, str, str]]:
        """Wait until all is sent, also on a busy machine, if given the least number of events.

        Returns the events, each as its kind, story and what it is.
        """
        self.page.wait_for_timeout(1200)  # the script sends after a second
        return wait(self._find_events, lambda events: len(events) >= least)

    def _find_events(self) -> list[tuple[str, str, str]]:
        self.page.evaluate("true")  # Playwright hands on what it saw while it is asked something
        return self.events

    def _see(self, request: Request) -> None:
        if not request.url.endswith("/events/"):
            return
        for event in json.loads(request.post_data or "")["events"]:
            path = urlsplit(event["article"].split(" ")[1]).path
            more = event.get("channel") or ("entry" if event.get("entry") else "page")
            self.events.append((event["kind"], path, more))

    def _record(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.troubles.append(message.text)
