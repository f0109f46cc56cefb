"""The words that say what is compared."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from sharekit.reports.figures.comparison import Comparison
from sharekit.reports.period.comparable import Comparable
from sharekit.reports.period.days import Period, today
from sharekit.reports.words.numbers import Change
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


def format_direction(days: Comparable, changes: Mapping[str, Change]) -> str:
    """Return the sentence that says how tracked shares and the visits from them changed.

    `changes` are those of figures by name.
    """
    words = {name: changes[name].words for name in ("marked", "clickbacks")}
    return ngettext(
        "Compared with a week earlier: tracked shares %(marked)s, visits from shares "
        "%(clickbacks)s.",
        "Compared with %(weeks)s weeks earlier: tracked shares %(marked)s, visits from shares "
        "%(clickbacks)s.",
        days.weeks,
    ) % {**words, "weeks": days.weeks}


def format_extent(period: Period, days: Comparable) -> str:
    """Return up to when days of a period are compared whose last day is not over, otherwise ""."""
    is_open = days.hours is None and days.now != period and period.contains(today())
    return _format_end(days) if is_open else ""


def _format_end(days: Comparable) -> str:
    last = days.now.until
    if last is None or last == today() - timedelta(days=1):
        return gettext("until yesterday")
    return gettext("until %(day)s") % {"day": date_format(last, "MONTH_DAY_FORMAT")}


def format_sides(
    period: Period, days: Comparable, *, now: str, before: str, whole: str = ""
) -> str:
    """Return the numbers that the change of a figure compares, in a few words.

    The first is left out if it is the figure of the whole period, or if `whole`, the figure with
    the day that is not over, is given.
    """
    if days.hours is not None:
        parts = {"now": now, "before": before, "hour": days.hours}
        return gettext("%(now)s until %(hour)s:00, %(before)s a week earlier") % parts
    parts = {"count": before, "weeks": days.weeks}
    earlier = ngettext(
        "%(count)s a week earlier", "%(count)s on the days %(weeks)s weeks earlier", days.weeks
    )
    sides = [earlier % parts]
    if whole:
        sides.append(gettext("%(count)s with today") % {"count": whole})
    elif days.now != period:
        sides.insert(0, f"{now} {_format_end(days)}")
    return ", ".join(sides)
