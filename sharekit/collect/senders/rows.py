"""Counts the rows that events may add to the database.

A marked event, or one with a block, is a row of its own. All others are numbers in a cell: a row
for each article, channel or source, and hour. Only the first event of a cell adds it.
"""

from __future__ import annotations

from typing import Final

from sharekit.events import Event
from sharekit.tokens import is_token

MOST: Final = 50_000
"""The most cells that a process remembers (about 4 MB); then it forgets all of them."""
HOUR: Final = 3_600_000

_cells: Final[set[int]] = set()


def count_new(events: list[Event]) -> int:
    """Return how many rows events may add, as far as this process knows."""
    return sum(map(_is_new, events))


def _is_new(event: Event) -> bool:
    if is_token(event.mark) or event.block:
        return True
    # Python uses a new key in each process.
    place = (event.article.identity, event.kind, event.mark, event.source, event.at // HOUR)
    cell = hash(place)
    if cell in _cells:
        return False
    if len(_cells) >= MOST:
        _cells.clear()
    _cells.add(cell)
    return True
