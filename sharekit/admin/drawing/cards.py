"""Draws a table of figures as cards, one for each figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sharekit.figures import FIGURES, Figure
from sharekit.reports.figures.comparison import Comparison
from sharekit.reports.period.days import Period
from sharekit.reports.tables.table import Table
from sharekit.reports.words.comparison import format_extent, format_sides
from sharekit.reports.words.numbers import Change, describe_change, format_figure


@dataclass(frozen=True)
class Card:
    """A figure with its meaning and its change; `change` is None if nothing can be compared.

    While the period's last day runs, `count` is that of the days that are compared, because readers
    compare the largest number with the change: `extent` says up to when it is, and `sides` has the
    count with today.
    """

    name: str
    figure: Figure
    count: str
    is_few: bool
    change: Change | None
    sides: str
    extent: str


def draw_cards(
    table: Table, names: Iterable[str], *, period: Period, comparison: Comparison | None
) -> Iterator[Card]:
    """Yield figures of a table as cards, in the order of their names."""
    rows = {row["figure"]: row for row in table.rows}
    for name in names:
        row = rows[name]
        now, before = row["compared"], row["before"]
        whole = format_figure(name, row["count"])
        extent = format_extent(period, comparison.days) if comparison else ""
        sides = {"now": format_figure(name, now), "before": format_figure(name, before)}
        yield Card(
            name=name,
            figure=FIGURES[name],
            count=sides["now"] if extent else whole,
            is_few=(now if extent else row["count"]) is None,
            change=describe_change(name, now, before) if comparison else None,
            sides=format_sides(period, comparison.days, **sides, whole=whole if extent else "")
            if comparison
            else "",
            extent=extent,
        )
