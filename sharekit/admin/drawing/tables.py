"""Draws the report's tables as tables of the admin."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.http import urlencode

from sharekit.formats import format_number
from sharekit.reports.tables.table import Table

FORMS: Final = ("csv", "json")
"""The formats in which a table can be exported."""


@dataclass(frozen=True)
class Cell:
    """The text of a cell, and whether it is a number."""

    text: str
    is_text: bool


@dataclass(frozen=True)
class Heading:
    """A column's name in exports and its heading, and whether its cells are numbers."""

    name: str
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
    headings: Sequence[Heading]
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
            headings=[Heading(each.name, str(each.heading), each.is_text) for each in shown],
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
        """Return the formats of the exports of a table, and their addresses; none without admin."""
        view, query = "admin:sharekit_report_export", urlencode(self.query)
        try:
            return [
                (
                    form.upper(),
                    f"{reverse(view, args=[name, form], current_app=self.site)}?{query}",
                )
                for form in FORMS
            ]
        except NoReverseMatch:
            return []
