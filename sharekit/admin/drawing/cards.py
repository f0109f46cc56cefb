"""Draws a table of figures as cards, one for each figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sharekit.reports.tables.table import Table
from sharekit.reports.words.names import FIGURES, RATIOS, Figure
from sharekit.reports.words.numbers import format_change, format_figure


@dataclass(frozen=True)
class Card:
    """A figure with its meaning and its change; `change` is "" if nothing can be compared."""

    figure: Figure
    count: str
    change: str
    is_few: bool


def draw_cards(table: Table, *, is_compared: bool) -> Iterator[Card]:
    """Yield the figures of a table, without the private share, which is drawn as bars."""
    for name, now, before in table.rows:
        if name.startswith("private_share"):
            continue
        yield Card(
            figure=(FIGURES | RATIOS)[name],
            count=format_figure(name, now),
            change=format_change(name, now, before) if is_compared else "",
            is_few=now is None,
        )
