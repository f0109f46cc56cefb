"""Somebody with a browser of their own in the shop, whichever browser it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from tests.browsers.tables.engines import Browser
from tests.support.waiting import wait

FILL: Final = """
const field = document.querySelector(`[name=${arguments[0]}]`);
field.value = arguments[1];
return field.value;
"""
FIND: Final = """
const found = [...document.querySelectorAll("a, button")]
  .find((each) => each.textContent.trim().startsWith(arguments[0]));
if (!found) return null;
found.scrollIntoView({ block: "center" });
const { x, y, width, height } = found.getBoundingClientRect();
return [x + width / 2, y + height / 2];
"""
# Not IndexedDB: WebKitGTK makes one that lists the others.
KEPT: Final = "return [...Object.keys(localStorage), ...Object.keys(sessionStorage)];"


@dataclass
class Visitor:
    """A person in one profile."""

    browser: Browser
    origin: str

    def open(self, address: str) -> None:
        """Open an address, or a path of the shop's site."""
        self.browser.open(self.origin + address if address.startswith("/") else address)

    def fill(self, **fields: str) -> None:
        """Type into the fields of the page's form."""
        for name, text in fields.items():
            assert self.browser.run(FILL, name, text) == text

    def press(self, name: str) -> None:
        """Click the link or button whose words begin so."""
        place = self.browser.run(FIND, name)
        assert place, f"{self.browser.address()} has nothing to press that is named {name!r}"
        self.browser.click(*place)

    def press_to(self, name: str, path: str) -> None:
        """Click it, and wait for the page that it leads to."""
        self.press(name)
        # Not the browser's address: Playwright learns of a new one while somebody asks the page.
        wait(
            lambda: str(self.browser.run("return document.readyState + location.href")),
            lambda seen: seen.startswith(f"complete{self.origin}{path}"),
        )

    def leave_tab(self) -> str:
        """Close the tab that a click opens, and give its address."""
        # Playwright learns of a new tab while somebody asks the page.
        return wait(lambda: self.browser.run("return ''") or self.browser.leave_tab())

    def read(self, selector: str) -> str:
        """Return the text of an element."""
        return str(self.browser.run(f"return document.querySelector({selector!r}).textContent"))

    def list_kept(self) -> dict[str, Any]:
        """Return what this profile keeps of the site."""
        return {"cookies": self.browser.list_cookies(), "storage": self.browser.run(KEPT)}
