"""What a mistyped name was meant to be."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches
from typing import Final

_LIKENESS: Final = 0.7
"""The least likeness of a mistyped name (difflib's ratio): "likes" is not "views"."""


def find_nearest(name: str, names: Collection[str]) -> str:
    """Return the name that is most like another, whatever the case, or "" if none is like it."""
    by_lower = {each.lower(): each for each in names}
    close = get_close_matches(name.lower(), by_lower, n=1, cutoff=_LIKENESS)
    return by_lower[close[0]] if close else ""


def suggest(name: str, names: Collection[str]) -> str:
    """Return a sentence with the name that is most like another, otherwise with all of them."""
    if nearest := find_nearest(name, names):
        return f"Did you mean {nearest!r}?"
    return f"Choose from {', '.join(names)}." if names else "There is nothing to choose."
