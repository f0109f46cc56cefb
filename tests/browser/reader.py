"""Reads one page of the site in one browser, and tells what came of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar
from urllib.request import urlopen

from selenium.common.exceptions import WebDriverException

from tests.browser.browsers import Browser
from tests.waiting import wait

TOKEN = re.compile(r"(?<=sk=)[a-zA-Z][1-9A-HJ-NP-Za-km-z]{10}\b")
SETTLED = """
if (new URLSearchParams(location.search).has("bare")) return true;
const { copy } = document.querySelector("script[data-copy]")?.dataset ?? {};
const sources = [...document.scripts].map(({ src }) => src).filter(Boolean);
return document.readyState === "complete" && sources.includes(new URL(copy, location).href) &&
  sources.every((source) => seen.scripts.includes(source));
"""

T = TypeVar("T")


class Clipboard(NamedTuple):
    """Is what a paste brings."""

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
        """Give the address of a page."""
        return f"{self.origin}/{self.run}/{page}/"

    def open(self, page: str, suffix: str = "") -> None:
        """Open a page; return when all scripts are there and the address is clean."""
        self.browser.open(self.address(page) + suffix)
        self.settle()

    def open_alone(self, page: str, fragment: str = "") -> None:
        """Open the same page as it is without sharekit."""
        self.browser.open(f"{self.address(page)}?bare{fragment}")

    def settle(self) -> None:
        """Wait until all scripts of ours are there."""
        assert wait(lambda: self.browser.run(SETTLED)), "the scripts did not come"

    def paste(self) -> Clipboard:
        """Leave the page, and paste into an editor what the clipboard holds."""
        self.browser.open(f"{self.origin}/paste/")
        self.browser.run("localStorage.clear(); document.querySelector('#rich').focus()")
        try:
            self.browser.press("v", control=True)
        except WebDriverException:
            # WebKit's driver fails at a key now and then, without a word.
            self.browser.press("v", control=True)
        pasted = wait(lambda: self.browser.run("return window.pasted ?? null"))
        assert pasted, "nothing was pasted"
        return Clipboard(**pasted)

    def leave(self) -> None:
        """Leave the page, so that what waits is sent."""
        self.browser.open(f"{self.origin}/paste/")
        self.browser.run("localStorage.clear()")

    def hear(self) -> list[dict[str, Any]]:
        """Give the events that the server has stored of this run."""
        with urlopen(f"{self.origin}/heard/{self.run}/") as answer:
            heard: list[dict[str, Any]] = json.load(answer)
        assert {event["status"] for event in heard} <= {204}
        return heard

    def wait_for(self, wanted: list[T], tell: Callable[[dict[str, Any]], T | None]) -> list[T]:
        """Give what is told of the stored events, as soon as it is as wanted."""

        def told() -> list[T]:
            return [line for event in self.hear() if (line := tell(event)) is not None]

        return wait(told, lambda lines: lines == wanted)
