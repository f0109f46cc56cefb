"""Periods, as pages name them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from sharekit.formats import format_time
from sharekit.reports.period.days import Period, today

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

NAMES: Final[dict[str, _StrPromise]] = {
    "today": _("Today"),
    "yesterday": _("Yesterday"),
    "last-7-days": _("Last 7 days"),
    "last-week": _("Last week"),
    "this-month": _("This month"),
    "last-month": _("Last month"),
    "last-90-days": _("Last 90 days"),
    "all": _("All days"),
}
"""What pages call the periods of period.named.NAMED."""


def format_period(period: Period, *, name: str = "") -> str:
    """Return what pages call a period: `Last week` by its name in NAMES, otherwise `Last 30 days`
    if it ends today, otherwise its days.
    """
    if name:
        return str(NAMES[name])
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


def format_open_day(counted_up_to: datetime) -> str:
    """Return the day that is not over, and up to when it is counted: `today, until 14:03`."""
    moment = counted_up_to.astimezone(timezone.get_default_timezone())
    parts = {"day": date_format(moment, "MONTH_DAY_FORMAT"), "time": format_time(moment)}
    if moment.date() == today():
        return gettext("today, until %(time)s") % parts
    return gettext("%(day)s, until %(time)s") % parts


def format_last_days(days: int) -> str:
    """Return the name of that many days up to today."""
    return ngettext("Today", "Last %(count)s days", days) % {"count": days}
