"""Draws the report's tables for the admin: as tables, cards and charts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Final
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext

from sharekit.admin.colours import OTHERS
from sharekit.figures import FIGURES, Figure
from sharekit.formats import format_number
from sharekit.models import Article
from sharekit.reports.tables.table import Column, Table
from sharekit.reports.words.numbers import format_change, format_figure

FORMS: Final = ("csv", "json")
"""The formats in which a table can be exported."""
MOST_DAYS: Final = 92
"""The most rows of a series on a page, the last ones."""


def link_page(article: Article, text: str, *, label: str = "") -> str:
    """Return a link to an article's page, "" if its address is not a web address."""
    # A template may have given a `javascript:` address.
    if urlsplit(article.url).scheme not in {"http", "https"}:
        return ""
    if not label:
        return format_html('<a href="{}">{}</a>', article.url, text)
    return format_html('<a href="{}" aria-label="{}">{}</a>', article.url, label, text)


@dataclass(frozen=True)
class Cell:
    """The text of a cell, and whether it is a number."""

    text: str
    is_text: bool


@dataclass(frozen=True)
class Line:
    """A row: its first cell, which may be a link, and the other cells."""

    href: str
    head: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class DrawnTable:
    """A table as a page shows it, with the addresses of its exports.

    `cut` is the number of all rows if the page shows only some of them.
    """

    name: str
    label: str | Promise
    headings: Sequence[Cell]
    lines: Sequence[Line]
    exports: Sequence[tuple[str, str]]
    cut: str = ""


@dataclass(frozen=True)
class Drawer:
    """Draws tables; their exports cover the days, and maybe the article, that `query` names."""

    site: str
    query: dict[str, str]

    def draw(
        self,
        table: Table,
        label: str | Promise,
        *,
        link: Callable[[Mapping[str, Any]], str] = lambda row: "",
        most: int | None = None,
    ) -> DrawnTable:
        """Return a table; rows may have links, and `most` limits it to the last rows."""
        head, *others = shown = [column for column in table.columns if column.is_shown]
        rows = list(table.rows)
        kept = rows if most is None else rows[-most:]
        return DrawnTable(
            name=table.name,
            label=label,
            headings=[Cell(str(column.heading), column.is_text) for column in shown],
            lines=[
                Line(
                    link(row),
                    head.format(row[head.name]),
                    [Cell(column.format(row[column.name]), column.is_text) for column in others],
                )
                for row in kept
            ],
            exports=self.list_exports(table.name),
            cut=format_number(len(rows)) if len(kept) < len(rows) else "",
        )

    def list_exports(self, name: str) -> list[tuple[str, str]]:
        """Return the formats of the exports of a table, and their addresses."""
        return [
            (
                form.upper(),
                reverse("admin:sharekit_report_export", args=[name, form], current_app=self.site)
                + f"?{urlencode(self.query)}",
            )
            for form in FORMS
        ]


@dataclass(frozen=True)
class Card:
    """A figure with its meaning and its change; `change` is "" if nothing can be compared."""

    figure: Figure
    count: str
    change: str
    is_few: bool


def draw_cards(table: Table, *, is_compared: bool) -> Iterator[Card]:
    """Yield the figures of a table that are drawn as cards."""
    for row in table.rows:
        name, now = row["figure"], row["count"]
        if FIGURES[name].shown_as == "card":
            yield Card(
                figure=FIGURES[name],
                count=format_figure(name, now),
                change=format_change(name, now, row["before"]) if is_compared else "",
                is_few=now is None,
            )


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
