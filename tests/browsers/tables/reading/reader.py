"""Opens one page of the site in one browser, and returns its events."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar
from urllib.request import urlopen

from selenium.common.exceptions import WebDriverException

from tests.browsers.tables.engines import Browser
from tests.support.waiting import WITHIN, poll, wait

TOKEN = re.compile(r"(?<=sk=)[a-zA-Z][1-9A-HJ-NP-Za-km-z]{10}\b")
SETTLED = """
if (new URLSearchParams(location.search).has("bare")) return true;
const { copy } = document.querySelector("script[data-copy]")?.dataset ?? {};
const sources = [...document.scripts].map(({ src }) => src).filter(Boolean);
return document.readyState === "complete" && sources.includes(new URL(copy, location).href) &&
  sources.every((source) => seen.scripts.includes(source));
"""
FIELD = """
document.querySelector("#paste-here")?.remove();
const field = document.createElement("textarea");
field.id = "paste-here";
document.body.append(field);
field.addEventListener("paste", (event) => {
  event.preventDefault();
  const [text, html] = ["plain", "html"].map((kind) => event.clipboardData.getData("text/" + kind));
  window.pasted = { text, html };
});
delete window.pasted;
field.focus({ preventScroll: true });
"""
CLEAR = """
document.querySelector("#paste-here")?.remove();
getSelection().removeAllRanges();
document.activeElement?.blur();
seen.written = false;
"""
"""Takes back what a copy and a paste leave in a page."""

T = TypeVar("T")


class Clipboard(NamedTuple):
    """What a paste brings."""

    text: str
    html: str


class Reader:
    """One reader, who reads one run's pages."""

    def __init__(self, name: str, browser: Browser, *, origin: str, run: str) -> None:
        self.name = name
        self.browser = browser
        self.origin = origin
        self.run = run

    def address(self, page: str) -> str:
        """Return the address of a page."""
        return f"{self.origin}/{self.run}/{page}/"

    def open(self, page: str, suffix: str = "") -> None:
        """Open a page; return when all scripts are there and the address is clean."""
        self.browser.open(self.address(page) + suffix)
        self.settle()

    def open_without_script(self, page: str, fragment: str = "") -> None:
        """Open the same page as it is without sharekit."""
        self.browser.open(f"{self.address(page)}?bare{fragment}")

    def settle(self) -> None:
        """Wait until every script of the page has run."""
        wait(lambda: self.browser.run(SETTLED))

    def paste(self) -> Clipboard:
        """Paste into a field of the page what the clipboard holds, both flavours."""
        self.browser.run(FIELD)
        try:
            self.browser.press("v", control=True)
        except WebDriverException:
            # WebKit's driver fails at a key now and then, without a word.
            self.browser.press("v", control=True)
        return Clipboard(**wait(lambda: self.browser.run("return window.pasted ?? null")))

    def clear(self) -> None:
        """Take back what a copy and a paste have left in the page."""
        self.browser.run(CLEAR)

    def leave(self) -> None:
        """Leave the page, so that what waits is sent."""
        self.browser.open(f"{self.origin}/paste/")
        self.browser.run("localStorage.clear()")

    def get_events(self) -> list[dict[str, Any]]:
        """Return the events that the server has stored of this run."""
        with urlopen(f"{self.origin}/received/{self.run}/") as answer:
            received: list[dict[str, Any]] = json.load(answer)
        assert {event["status"] for event in received} <= {204}
        return received

    def wait_for(self, wanted: list[T], describe: Callable[[dict[str, Any]], T | None]) -> list[T]:
        """Return descriptions of the stored events as soon as they are as wanted."""

        def describe_all() -> list[T]:
            return [line for event in self.get_events() if (line := describe(event)) is not None]

        # The test compares it with more than what is wanted here.
        return poll(describe_all, lambda lines: lines == wanted, within=WITHIN)
