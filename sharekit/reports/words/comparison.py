"""The sentence that says what is compared."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext

from sharekit.reports.figures.comparison import Comparison
from sharekit.reports.period.comparable import Comparable
from sharekit.reports.period.days import Period
from sharekit.reports.words.periods import format_days


def format_comparison(
    period: Period, days: Comparable | None, comparison: Comparison | None
) -> str:
    """Return what is compared, or why nothing is; "" if a side of the period is open."""
    if period.since is None or period.until is None:
        return ""
    if days is None:
        return gettext("No comparison: none of its hours and days is over.")
    if comparison is None:
        return gettext("No comparison: counting started after the previous period began.")
    names = {"now": format_days(days.now), "before": format_days(days.before)}
    if days.hours is None:
        return gettext("Changes compare %(now)s with %(before)s.") % names
    return gettext(
        "Changes compare the hours of %(now)s before %(hour)s:00 with the same hours of %(before)s."
    ) % {**names, "hour": days.hours}


def format_sides(days: Comparable) -> str:
    """Return in a few words which days or hours the change of a figure compares."""
    if days.hours is not None:
        return gettext("until %(hour)s:00, and the day before until then") % {"hour": days.hours}
    words = ngettext(
        "1 whole day, and the day before",
        "%(number)s whole days, and the %(number)s before",
        days.length,
    )
    return words % {"number": days.length}
