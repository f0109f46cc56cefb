"""Periods, as pages name them."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from sharekit.reports.period.days import Period, today


def format_period(period: Period) -> str:
    """Return a period's name: `Last 7 days` if it ends today, otherwise its days."""
    if period.since and period.until == today():
        days = (period.until - period.since).days + 1
        return format_last_days(days)
    return format_days(period)


def format_days(period: Period) -> str:
    """Return the first and the last day of a period."""
    since, until = (day and date_format(day) for day in (period.since, period.until))
    if since == until:
        return since or gettext("All days")
    if since is None or until is None:
        sentence = gettext("Until %(day)s") if since is None else gettext("Since %(day)s")
        return sentence % {"day": until or since}
    return gettext("%(since)s to %(until)s") % {"since": since, "until": until}


def format_last_days(days: int) -> str:
    """Return the name of that many days up to today."""
    return ngettext("Today", "Last %(count)s days", days) % {"count": days}
