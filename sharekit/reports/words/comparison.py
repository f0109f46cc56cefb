"""The words that say what is compared."""

from __future__ import annotations

from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from sharekit.reports.figures.comparison import Comparison
from sharekit.reports.period.comparable import Comparable
from sharekit.reports.period.days import Period, today
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
        return gettext("No comparison: counting started after the days before began.")
    names = {"now": format_days(days.now), "before": format_days(days.before)}
    if days.hours is None:
        sentence = ngettext(
            "Changes compare %(now)s with the same weekday before: %(before)s.",
            "Changes compare %(now)s with the same weekdays before: %(before)s.",
            1 if days.now.since == days.now.until else 2,
        )
        return sentence % names
    return gettext(
        "Changes compare the hours of %(now)s before %(hour)s:00 with the same hours of the same "
        "weekday before: %(before)s."
    ) % {**names, "hour": days.hours}


def format_extent(period: Period, days: Comparable) -> str:
    """Return up to when days of a period are compared whose last day is not over, otherwise ""."""
    is_open = days.hours is None and days.now != period and period.contains(today())
    return gettext("until yesterday") if is_open else ""


def format_sides(
    period: Period, days: Comparable, *, now: str, before: str, whole: str = ""
) -> str:
    """Return the numbers that the change of a figure compares, in a few words.

    The first is left out if it is the figure of the whole period, or if `whole`, the figure with
    the day that is not over, is given.
    """
    parts = {"now": now, "before": before, "weeks": days.weeks, "hour": days.hours, "whole": whole}
    if whole:
        sentence = ngettext(
            "%(before)s a week earlier; %(whole)s with today",
            "%(before)s on the days %(weeks)s weeks earlier; %(whole)s with today",
            days.weeks,
        )
        return sentence % parts
    if days.hours is not None:
        return gettext("%(now)s until %(hour)s:00, %(before)s a week earlier") % parts
    last = days.now.until
    if days.now == period:
        sentence = ngettext(
            "%(before)s a week earlier",
            "%(before)s on the days %(weeks)s weeks earlier",
            days.weeks,
        )
    elif last is None or last == today() - timedelta(days=1):
        sentence = ngettext(
            "%(now)s until yesterday, %(before)s a week earlier",
            "%(now)s until yesterday, %(before)s on the days %(weeks)s weeks earlier",
            days.weeks,
        )
    else:
        parts["day"] = date_format(last, "MONTH_DAY_FORMAT")
        sentence = ngettext(
            "%(now)s until %(day)s, %(before)s a week earlier",
            "%(now)s until %(day)s, %(before)s on the days %(weeks)s weeks earlier",
            days.weeks,
        )
    return sentence % parts
