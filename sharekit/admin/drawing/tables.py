"""Draws the report's tables as tables of the admin."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from sharekit.formats import format_number
from sharekit.reports.tables.table import Column, Table

FORMS: Final = ("csv", "json")
"""The formats in which a table can be exported."""
_NUMBER: Final = '<td class="sharekit-number">{}</td>'


@dataclass(frozen=True)
class Heading:
    """A column's name in exports and its heading, and whether its cells are numbers."""

    name: str
    text: str
    is_text: bool


@dataclass(frozen=True)
class DrawnTable:
    """A table as a page shows it, with the addresses of its exports.

    `body` has the rows, "" if there are none. `cut` is the number of all rows if the page shows
    only some of them.
    """

    name: str
    label: str | Promise
    headings: Sequence[Heading]
    body: SafeString
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
        shown = [column for column in table.columns if column.is_shown]
        rows = list(table.rows)
        kept = rows if most is None else rows[-most:]
        return DrawnTable(
            name=table.name,
            label=label,
            headings=[Heading(each.name, str(each.heading), each.is_text) for each in shown],
            body=_draw_rows(shown, kept, link),
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


def _draw_rows(
    columns: Sequence[Column],
    rows: Iterable[Mapping[str, Any]],
    link: Callable[[Mapping[str, Any]], str],
) -> SafeString:
    """Return rows as HTML; the first cell of each may be a link.

    A template would take 10 ms for the thousand cells of the tables by day and channel.
    """
    head, *others = columns
    cells = ("<td>{}</td>" if each.is_text else _NUMBER for each in others)

    def list_cells(row: Mapping[str, Any]) -> Iterator[str]:
        text, address = head.format(row[head.name]), link(row)
        yield format_html('<a href="{}">{}</a>', address, text) if address else text
        for column in others:
            yield column.format(row[column.name])

    line = f'<tr><th scope="row">{{}}</th>{"".join(cells)}</tr>\n  '
    return format_html_join("", line, map(list_cells, rows))
