"""Drives real browsers, each a file, with the verbs of one protocol.

In comes what a reader does, out goes what the page says. Every gesture is trusted: the browser
cannot distinguish it from a hand's.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Literal, Protocol

Button = Literal["left", "middle", "right"]
Start = Callable[[], AbstractContextManager["Browser"]]
"""Starts a browser that is closed when the block ends; skips the test where there is none."""


class Browser(Protocol):
    """One running browser with a profile of its own; its verbs speak to the current tab."""

    def open(self, address: str) -> None:
        """Open an address as if it were typed; return when the page has loaded."""

    def run(self, script: str, *arguments: object) -> Any:
        """Run the body of a function in the page; give what it returns.

        The body finds what it is given in `arguments`.
        """

    def press(self, key: str, *, control: bool = False) -> None:
        """Press a key: a character, "Enter", "Tab" or "Escape"."""

    def click(
        self, x: float, y: float, *, button: Button = "left", times: int = 1, seconds: float = 0
    ) -> None:
        """Click a point of the viewport, and keep the button down for some time."""

    def reload(self) -> None:
        """Load the page again."""

    def renew(self) -> None:
        """Leave the tab for an empty one, with a history of its own."""

    def address(self) -> str:
        """Return the address that the tab shows, or would show if there were an app for it."""

    def list_cookies(self) -> list[str]:
        """Return the names of the cookies of the tab's site, with those hidden from scripts."""

    def leave_tab(self) -> str:
        """Close the tab that a click has opened, and give its address; "" if no tab opened."""
