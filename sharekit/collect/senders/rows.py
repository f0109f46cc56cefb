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


def find_new(events: list[Event]) -> tuple[int, set[int]]:
    """Return how many rows events may add, as far as this process knows, and their new cells."""
    others = [event for event in events if not (is_token(event.mark) or event.block)]
    new = {_get_cell(event) for event in others} - _cells
    return len(events) - len(others) + len(new), new


def remember(cells: set[int]) -> None:
    """Remember cells whose first event was stored."""
    if len(_cells) + len(cells) > MOST:
        _cells.clear()
    _cells.update(cells)


def _get_cell(event: Event) -> int:
    """Return a cell's hash, for which Python uses a new key in each process."""
    key = event.article
    hour = event.at // HOUR
    return hash((key.identity, key.address, event.kind, event.mark, event.source, hour))
