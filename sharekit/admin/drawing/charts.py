"""Draws tables by days as charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext

from sharekit.admin.drawing.colours import OTHERS
from sharekit.admin.drawing.tables import Drawer, DrawnTable
from sharekit.formats import format_number
from sharekit.reports.tables.table import Column, Table

MOST_DAYS: Final = 92
"""The most rows of a series on a page, the last ones."""


@dataclass(frozen=True)
class Legend:
    """The name of a line in a chart, its colour, and its sum."""

    name: str
    colour: int
    sum: str


@dataclass(frozen=True)
class Chart:
    """A table by days as a chart, the data for its script, and the table itself."""

    name: str
    label: str | Promise
    legend: Sequence[Legend]
    table: DrawnTable

    @property
    def is_drawn(self) -> bool:
        """Whether there is a trend to see: at least two days, and something counted on them."""
        return bool(self.legend) and len(self.table.lines) > 1


def draw_charts(
    drawer: Drawer, tables: dict[str | Promise, Table], *, own: Mapping[str, int]
) -> tuple[list[Chart], dict[str, Any]]:
    """Return the charts of tables by days, and their numbers for the script.

    `own` holds the columns that have colours of their own; the other columns are drawn as one line.
    """
    charts, numbers = [], {}
    for label, table in tables.items():
        rows = list(table.rows)
        legend, lines = _draw_lines(table.columns, rows, own)
        drawn = drawer.draw(table, label, most=MOST_DAYS)
        charts.append(Chart(table.name, label, legend, drawn))
        numbers[table.name] = {
            "days": [_count_seconds(row["day"]) for row in rows],
            "lines": lines,
            "names": [line.name for line in legend],
        }
    return charts, numbers


def _draw_lines(
    columns: Sequence[Column], rows: Sequence[Mapping[str, Any]], own: Mapping[str, int]
) -> tuple[list[Legend], list[list[int]]]:
    parts = [
        (str(column.heading), own[column.name], [row[column.name] for row in rows])
        for column in columns
        if column.name in own
    ]
    rest = [column.name for column in columns if column.name not in {"day", *own}]
    if rest:
        line = [sum(row[name] for name in rest) for row in rows]
        parts.append((gettext("Others"), OTHERS, line))
    legend = [Legend(name, colour, format_number(sum(line))) for name, colour, line in parts]
    return legend, [line for _name, _colour, line in parts]


def _count_seconds(day: date) -> int:
    return int(datetime.combine(day, time(), UTC).timestamp())
