"""What the pages of the admin draw of the report's tables: themselves, cards and charts."""

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

from sharekit import reports
from sharekit.admin.colours import OTHERS
from sharekit.models import Article
from sharekit.reports import Column, Table

FORMS: Final = ("csv", "json")
"""What a table is exported as."""
MOST_DAYS: Final = 92
"""Rows that a page shows of a series, the last ones."""


def link_page(article: Article, text: str, *, label: str = "") -> str:
    """Return a link to an article's page, "" where its address is none of the web."""
    # What a template called an address may be a script.
    if urlsplit(article.url).scheme not in {"http", "https"}:
        return ""
    if not label:
        return format_html('<a href="{}">{}</a>', article.url, text)
    return format_html('<a href="{}" aria-label="{}">{}</a>', article.url, label, text)


@dataclass(frozen=True)
class Cell:
    """What stands in a cell, and whether it is a number."""

    text: str
    is_text: bool


@dataclass(frozen=True)
class Line:
    """A row: its first cell, maybe a link, and the others."""

    href: str
    head: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class DrawnTable:
    """A table as a page shows it, and the addresses of its exports.

    `cut` is how many rows there are where the page does not show them all.
    """

    name: str
    label: str | Promise
    headings: Sequence[Cell]
    lines: Sequence[Line]
    exports: Sequence[tuple[str, str]]
    cut: str = ""


@dataclass(frozen=True)
class Drawer:
    """Draws tables whose exports are about the days, and maybe the article, that `query` names."""

    site: str
    query: dict[str, str]

    def draw(
        self,
        table: Table,
        label: str | Promise,
        *,
        link: Callable[[Sequence[Any]], str] = lambda row: "",
        most: int | None = None,
    ) -> DrawnTable:
        """Return a table, each row with a link where there is one, and not more than the last."""
        shown = [(place, column) for place, column in enumerate(table.columns) if column.is_shown]
        rows = list(table.rows)
        kept = rows if most is None else rows[-most:]
        (first, head), *others = shown
        return DrawnTable(
            name=table.name,
            label=label,
            headings=[Cell(str(column.heading), column.is_text) for _place, column in shown],
            lines=[
                Line(
                    link(row),
                    head.write(row[first]),
                    [Cell(column.write(row[place]), column.is_text) for place, column in others],
                )
                for row in kept
            ],
            exports=self.list_exports(table.name),
            cut=reports.write_number(len(rows)) if len(kept) < len(rows) else "",
        )

    def list_exports(self, name: str) -> list[tuple[str, str]]:
        """Return the forms of a table's exports, and their addresses."""
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
    """A figure with what it means, and how it changed; "" where there is nothing to compare."""

    figure: reports.Figure
    count: str
    change: str
    is_few: bool


def draw_cards(table: Table, *, is_compared: bool) -> Iterator[Card]:
    """Return the figures of a table; the private part of sharing is drawn as bars."""
    for name, now, before in table.rows:
        if name.startswith("dark_share"):
            continue
        yield Card(
            figure=(reports.FIGURES | reports.RATIOS)[name],
            count=reports.write_figure(name, now),
            change=reports.write_change(name, now, before) if is_compared else "",
            is_few=now is None,
        )


@dataclass(frozen=True)
class Legend:
    """What a line of a chart is about, its colour, and what it sums up to."""

    name: str
    colour: int
    sum: str


@dataclass(frozen=True)
class Chart:
    """A table by days as a chart, what its script needs of it, and the table itself."""

    name: str
    label: str | Promise
    legend: Sequence[Legend]
    table: DrawnTable

    @property
    def is_drawn(self) -> bool:
        """Whether there is a course to see: two days, and anything on them."""
        return bool(self.legend) and len(self.table.lines) > 1


def draw_charts(
    drawer: Drawer, tables: dict[str | Promise, Table], *, own: Mapping[str, int]
) -> tuple[list[Chart], dict[str, Any]]:
    """Return the charts of tables by days, and their numbers for the script.

    `own` are the columns that have colours of their own: the others are one line.
    """
    charts, numbers = [], {}
    for label, table in tables.items():
        rows = list(table.rows)
        legend, lines = _draw_lines(table.columns, rows, own)
        drawn = drawer.draw(table, label, most=MOST_DAYS)
        charts.append(Chart(table.name, label, legend, drawn))
        numbers[table.name] = {
            "days": [_count_seconds(row[0]) for row in rows],
            "lines": lines,
            "names": [line.name for line in legend],
        }
    return charts, numbers


def _draw_lines(
    columns: Sequence[Column], rows: Sequence[Sequence[Any]], own: Mapping[str, int]
) -> tuple[list[Legend], list[list[int]]]:
    parts = [
        (str(column.heading), own[column.name], [row[place] for row in rows])
        for place, column in enumerate(columns)
        if column.name in own
    ]
    # The day, which comes first, is no line.
    rest = [place for place, column in enumerate(columns) if place and column.name not in own]
    if rest:
        line = [sum(row[place] for place in rest) for row in rows]
        parts.append((gettext("Others"), OTHERS, line))
    legend = [Legend(name, colour, reports.write_number(sum(line))) for name, colour, line in parts]
    return legend, [line for _name, _colour, line in parts]


def _count_seconds(day: date) -> int:
    return int(datetime.combine(day, time(), UTC).timestamp())
