"""What a table of the report is: pages show it, and its CSV and JSON hold the same rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final

import msgspec
from django.utils.formats import date_format
from django.utils.functional import Promise

from sharekit.reports.period import Period
from sharekit.reports.sheet import write_line
from sharekit.reports.words import write_number

_BYTE_ORDER_MARK: Final = "\ufeff"
"""Without it, spreadsheets take UTF-8 for the alphabet of their country."""


def write_value(value: Any) -> str:
    """Return a number or a day as the reader's language writes it."""
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    return write_number(value)


class Column(msgspec.Struct, frozen=True):
    """A column: its name in exports, and on pages its heading and how a value is written there.

    One that is not `is_shown` is for exports alone; `is_text` tells how cells are aligned.
    """

    name: str
    heading: str | Promise
    write: Callable[[Any], str] = write_value
    is_text: bool = False
    is_shown: bool = True


class Table(msgspec.Struct, frozen=True):
    """Rows of values, one for each column. They may be read once only, and late."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]

    def write_csv(self) -> Iterator[str]:
        """Return comma-separated values line by line, with the columns' names first."""
        yield _BYTE_ORDER_MARK + write_line(column.name for column in self.columns)
        for row in self.rows:
            yield write_line(row)

    def write_json(self, period: Period, counted_up_to: datetime) -> Iterator[bytes]:
        """Return a JSON object in parts; days and times are RFC 3339, an open side is null."""
        head: dict[str, Any] = {
            "counted_up_to": counted_up_to,
            "since": period.since,
            "until": period.until,
            "rows": [],
        }
        before, _brackets, after = msgspec.json.encode(head).rpartition(b"[]")
        yield before + b"["
        names = [column.name for column in self.columns]
        for number, row in enumerate(self.rows):
            line = msgspec.json.encode(dict(zip(names, row, strict=True)))
            yield b",\n" + line if number else b"\n" + line
        yield b"]" + after
