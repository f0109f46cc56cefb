"""Draws a table of figures as cards, one for each figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sharekit.figures import FIGURES, Figure
from sharekit.reports.tables.table import Table
from sharekit.reports.words.numbers import format_change, format_figure


@dataclass(frozen=True)
class Card:
    """A figure with its meaning and its change; `change` is "" if nothing can be compared."""

    name: str
    figure: Figure
    count: str
    change: str
    is_few: bool


def draw_cards(table: Table, names: Iterable[str], *, is_compared: bool) -> Iterator[Card]:
    """Yield figures of a table as cards, in the order of their names."""
    rows = {row["figure"]: row for row in table.rows}
    for name in names:
        row = rows[name]
        yield Card(
            name=name,
            figure=FIGURES[name],
            count=format_figure(name, row["count"]),
            change=format_change(name, row["compared"], row["before"]) if is_compared else "",
            is_few=row["count"] is None,
        )
