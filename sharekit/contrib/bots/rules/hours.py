"""Opening hours, one line each: `Mo-Fr 9:00-17:00`, `Sa 10-14`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final

_DAYS: Final = ("mo", "tu", "we", "th", "fr", "sa", "su")
_LINE: Final = re.compile(
    r"([a-z]{2})[a-z]*(?:\s*[-–]\s*([a-z]{2})[a-z]*)?\s+"  # noqa: RUF001
    r"(\d{1,2})(?::(\d{2}))?\s*[-–]\s*(\d{1,2})(?::(\d{2}))?"  # noqa: RUF001
)
_DAY: Final = 24 * 60

Span = tuple[int, int, int]
"""A day from Monday (0), and the minutes of it between which somebody answers."""


def parse_hours(text: str) -> list[Span]:
    """Return opening hours; raise ValueError with the line that cannot be understood."""
    lines = filter(None, map(str.strip, text.splitlines()))
    return [span for line in lines for span in _parse_line(line)]


def is_open(hours: str, moment: datetime) -> bool:
    """Return whether a person may answer at a moment of the site's time zone.

    Without hours it is always; lines that cannot be understood count as such.
    """
    try:
        spans = parse_hours(hours)
    except ValueError:
        return True
    minute = moment.hour * 60 + moment.minute
    today = [(begin, end) for day, begin, end in spans if day == moment.weekday()]
    return not spans or any(begin <= minute < end for begin, end in today)


def _parse_line(line: str) -> Iterator[Span]:
    found = _LINE.fullmatch(line.lower())
    days = (found[1], found[2] or found[1]) if found else ()
    if found is None or not all(day in _DAYS for day in days):
        raise ValueError(line)
    begin = int(found[3]) * 60 + int(found[4] or 0)
    end = int(found[5]) * 60 + int(found[6] or 0)
    if not begin < end <= _DAY:
        raise ValueError(line)
    first, last = (_DAYS.index(day) for day in days)
    for day in range(first, last + 1 if last >= first else last + 8):
        yield day % 7, begin, end
