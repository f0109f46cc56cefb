"""Periods that have a name, such as last week.

A name stays relative: the same address shows other days tomorrow.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final, NamedTuple

_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(days=7)


class Days(NamedTuple):
    """The first and the last day of a period; None means open."""

    since: date | None
    until: date | None


def _get_last_week(today: date) -> Days:
    """Return Monday to Sunday: a week that began by the reader's language would differ."""
    monday = today - timedelta(days=today.weekday()) - _WEEK
    return Days(monday, monday + _WEEK - _DAY)


def _get_last_month(today: date) -> Days:
    last = today.replace(day=1) - _DAY
    return Days(last.replace(day=1), last)


NAMED: Final[dict[str, Callable[[date], Days]]] = {
    "today": lambda today: Days(today, today),
    "yesterday": lambda today: Days(today - _DAY, today - _DAY),
    "last-7-days": lambda today: Days(today - 6 * _DAY, today),
    "last-week": _get_last_week,
    "this-month": lambda today: Days(today.replace(day=1), today),
    "last-month": _get_last_month,
    "last-90-days": lambda today: Days(today - 89 * _DAY, today),
    "all": lambda _today: Days(None, None),
}
"""The days of each period by its name, in the order in which pages offer them."""
