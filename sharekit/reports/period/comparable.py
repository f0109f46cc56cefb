"""Which days, or hours, of a period can be compared with those before it."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
from django.utils import timezone

from sharekit.reports.period.days import Period


class Comparable(msgspec.Struct, frozen=True):
    """Days that are over (`length` of them), and as many days before them.

    With `hours`, both are one day, of which only so many first hours are compared.
    """

    now: Period
    before: Period
    hours: int | None = None
    length: int = 1


def find_comparable(period: Period, *, counted_up_to: datetime) -> Comparable | None:
    """Return the part of a period that can be compared, or None.

    The day of `counted_up_to` is not over. If the period begins on that day, the hours that are
    over on settings.TIME_ZONE's clock are compared with the same hours of the day before; the only
    other days that are compared are those before it. None if a side of the period is open.
    """
    end = counted_up_to.astimezone(timezone.get_default_timezone())
    if period.since is None or period.until is None:
        return None
    if period.since == end.date():
        now = msgspec.structs.replace(period, until=period.since)
        return _pair(now, hours=end.hour) if end.hour else None
    until = min(period.until, end.date() - timedelta(days=1))
    now = msgspec.structs.replace(period, until=until)
    length = (until - period.since).days + 1
    return _pair(now, length=length) if length > 0 else None


def _pair(now: Period, *, hours: int | None = None, length: int = 1) -> Comparable | None:
    before = now.previous
    return Comparable(now, before, hours, length) if before else None
