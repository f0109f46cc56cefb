"""The figures of a period beside those of the days or hours before it."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from sharekit.models import Article, ArticleTotal
from sharekit.reports.figures.groups.days import GroupDays
from sharekit.reports.figures.summary import Summary, summarize
from sharekit.reports.period.comparable import Comparable
from sharekit.reports.period.days import Period
from sharekit.reports.period.spans import DAILY


class Comparison(msgspec.Struct, frozen=True):
    """What is compared, and the summaries of both sides."""

    days: Comparable
    now: Summary
    before: Summary


def compare_periods(
    days: Comparable | None,
    *,
    article: Article | None = None,
    of_group: GroupDays | None = None,
) -> Comparison | None:
    """Return the comparison of all articles, or of one.

    None if there is nothing to compare, or if counting began after the first day before.
    `of_group` has the days of a group if they were read before.
    """
    if days is None or not _is_counted(days.before, article=article):
        return None
    now, before = (
        summarize(period, article=article, hours=days.hours, of_group=of_group)
        for period in (days.now, days.before)
    )
    return Comparison(days, now, before)


def _is_counted(period: Period, *, article: Article | None) -> bool:
    """Return whether something was counted on the first day of a period, or earlier."""
    until = replace(period, since=None, until=period.since)
    rows = ArticleTotal.objects.filter(DAILY)
    if article:
        return rows.filter(until.limit(""), article=article).exists()
    return rows.filter(until.condition).exists()
