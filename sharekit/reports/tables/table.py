"""A table of the report: pages, CSV and JSON all show the same rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import msgspec
from django.utils.functional import Promise

from sharekit.figures import FIGURES
from sharekit.formats import format_value
from sharekit.reports.period.days import Period
from sharekit.reports.tables.lines import format_line

_BYTE_ORDER_MARK: Final = "\ufeff"
"""Without it, spreadsheets read UTF-8 in their country's legacy encoding."""


class Column(msgspec.Struct, frozen=True):
    """A column: its name in exports, and on pages its heading and the format of its values.

    Without `is_shown` a column appears only in exports; `is_text` decides how cells are aligned.
    """

    name: str
    heading: str | Promise
    format: Callable[[Any], str] = format_value
    is_text: bool = False
    is_shown: bool = True


class Table(msgspec.Struct, frozen=True):
    """Rows of values by the names of columns. Rows may be lazy, and readable only once."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Mapping[str, Any]]

    def list_rows(self) -> Iterator[dict[str, Any]]:
        """Yield the rows as exports have them: every column, in its order."""
        for row in self.rows:
            yield {column.name: row[column.name] for column in self.columns}

    def to_csv(self) -> Iterator[str]:
        """Yield comma-separated values line by line, beginning with the columns' names."""
        yield _BYTE_ORDER_MARK + format_line(column.name for column in self.columns)
        for row in self.list_rows():
            yield format_line(row.values())

    def to_json(self, period: Period, counted_up_to: datetime) -> Iterator[bytes]:
        """Yield a JSON object in parts; days and times are RFC 3339, an open side is null."""
        head: dict[str, Any] = {
            "counted_up_to": counted_up_to,
            "since": period.since,
            "until": period.until,
            "rows": [],
        }
        before, _brackets, after = msgspec.json.encode(head).rpartition(b"[]")
        yield before + b"["
        for number, row in enumerate(self.list_rows()):
            line = msgspec.json.encode(row)
            yield b",\n" + line if number else b"\n" + line
        yield b"]" + after


def build_column(name: str, *, is_shown: bool = True) -> Column:
    """Return the column of a figure."""
    figure = FIGURES[name]
    return Column(name, figure.name, figure.format, is_shown=is_shown)
