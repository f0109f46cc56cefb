"""Times: from milliseconds since the epoch to the values in the tables."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo
from functools import lru_cache
from typing import Final

from django.conf import settings
from django.utils import timezone

QUARTER: Final = 15 * 60 * 1000
"""Milliseconds within which the hour is the same: no time zone has a finer offset today (tz
database)."""


def get_moment(milliseconds: int) -> datetime:
    """Return the time as a DateTimeField takes it: aware with USE_TZ, else on the site's clock."""
    moment = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return (
        moment if settings.USE_TZ else timezone.make_naive(moment, timezone.get_default_timezone())
    )


def get_hour(milliseconds: int) -> tuple[date, int]:
    """Return day and hour (0 to 23) on settings.TIME_ZONE's clock."""
    return _get_hour(milliseconds // QUARTER, timezone.get_default_timezone())


@lru_cache(maxsize=4096)
def _get_hour(quarter: int, zone: tzinfo) -> tuple[date, int]:
    moment = datetime.fromtimestamp(quarter * QUARTER / 1000, zone)
    return moment.date(), moment.hour


def get_local_hour(moment: datetime) -> tuple[date, int]:
    """Return day and hour of a DateTimeField's value on settings.TIME_ZONE's clock."""
    zone = timezone.get_default_timezone()
    local = timezone.localtime(moment, zone) if timezone.is_aware(moment) else moment
    return local.date(), local.hour


def get_day(milliseconds: int) -> date:
    """Return the day in UTC, as the salts of readers' hashes count days."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC).date()
