"""Which days, or hours, of a period can be compared with the same weekdays before."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta

import msgspec
from django.utils import timezone
from msgspec.structs import replace

from sharekit.reports.period.days import Period


class Comparable(msgspec.Struct, frozen=True):
    """Days that are over, and the same weekdays so many `weeks` earlier.

    With `hours`, both are one day, of which only so many first hours are compared.
    """

    now: Period
    before: Period
    hours: int | None = None
    weeks: int = 1


def find_comparable(period: Period, *, counted_up_to: datetime) -> Comparable | None:
    """Return the part of a period that can be compared, or None.

    Each day is compared with the same weekday as few weeks earlier as the days do not overlap. The
    day of `counted_up_to` is not over: if the period begins on it, the hours that are over on
    settings.TIME_ZONE's clock are compared, otherwise the days before it. None if a side of the
    period is open.
    """
    end = counted_up_to.astimezone(timezone.get_default_timezone())
    if period.since is None or period.until is None:
        return None
    if period.since == end.date():
        return _pair(period, period.since, period.since, hours=end.hour) if end.hour else None
    until = min(period.until, end.date() - timedelta(days=1))
    return _pair(period, period.since, until) if period.since <= until else None


def _pair(
    period: Period, first: date, last: date, *, hours: int | None = None
) -> Comparable | None:
    """Return some days of a period and those before, None if the calendar ends."""
    weeks = math.ceil(((last - first).days + 1) / 7)
    back = timedelta(weeks=weeks)
    try:
        before = replace(period, since=first - back, until=last - back)
    except OverflowError:
        return None
    return Comparable(replace(period, since=first, until=last), before, hours, weeks)
