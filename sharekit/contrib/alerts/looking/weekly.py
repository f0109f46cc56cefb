"""Makes the Monday letters, once a week, site and user."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from django.utils import timezone

from sharekit.contrib.alerts.looking import runs
from sharekit.contrib.alerts.models import Watch
from sharekit.contrib.alerts.watching.mails import send
from sharekit.contrib.alerts.watching.watches import list_sites
from sharekit.reports.period.days import localise

HOUR: Final = 7
"""From when on a Monday the letter is sent, on the clock of settings.TIME_ZONE."""
DAYS: Final = 2
"""For how many days it is sent, if nothing ran on Monday morning."""


def announce_week() -> int:
    """Make the letters of the last week if it is time, and return their number."""
    runs.note(runs.WEEKLY)
    now = localise(timezone.now())
    weekday = now.weekday()
    if weekday >= DAYS or (weekday == 0 and now.hour < HOUR):
        return 0
    monday = _find_monday(now.date())
    return sum(_send(site, monday, key=monday) for site in list_sites())


def send_now(user: Any) -> int:
    """Make a user's letters of the last week, and once made, once more each minute at most."""
    now = localise(timezone.now())
    monday = _find_monday(now.date())
    key = f"{monday} {now:%Y-%m-%dT%H:%M}"
    return sum(
        # On a Monday it is the letter that would come anyway.
        _send(site, monday, key=monday, only=user) or _send(site, monday, key=key, only=user)
        for site in list_sites()
    )


def _send(site: str, monday: str, *, key: str, only: Any = None) -> int:
    return send(Watch.Kind.WEEKLY, site, key=key, facts={"monday": monday}, only=only)


def _find_monday(today: date) -> str:
    """Return the first day of the last whole week."""
    return (today - timedelta(days=today.weekday() + 7)).isoformat()
