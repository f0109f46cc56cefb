"""Times: from milliseconds since the epoch to what the tables hold."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo
from functools import lru_cache
from typing import Final

from django.conf import settings
from django.utils import timezone

QUARTER: Final = 15 * 60 * 1000
"""Milliseconds within which the hour is the same: no zone's offset is finer today (tz database)."""


def find_moment(milliseconds: int) -> datetime:
    """Return the time as a DateTimeField takes it: aware with USE_TZ, else on the site's clock."""
    moment = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return (
        moment if settings.USE_TZ else timezone.make_naive(moment, timezone.get_default_timezone())
    )


def find_hour(milliseconds: int) -> tuple[date, int]:
    """Return day and hour (0 to 23) on settings.TIME_ZONE's clock."""
    return _find_hour(milliseconds // QUARTER, timezone.get_default_timezone())


@lru_cache(maxsize=4096)
def _find_hour(quarter: int, zone: tzinfo) -> tuple[date, int]:
    moment = datetime.fromtimestamp(quarter * QUARTER / 1000, zone)
    return moment.date(), moment.hour


def read_hour(moment: datetime) -> tuple[date, int]:
    """Return day and hour on settings.TIME_ZONE's clock of what a DateTimeField holds."""
    zone = timezone.get_default_timezone()
    local = timezone.localtime(moment, zone) if timezone.is_aware(moment) else moment
    return local.date(), local.hour


def find_day(milliseconds: int) -> date:
    """Return the day in UTC, as the salts of readers count it."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC).date()
