"""Counts day by day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final

import msgspec
from django.db.models import Max, Min, Sum

from sharekit.models import Article, ArticleTotal, ChannelTotal, ShareRollup, SourceTotal
from sharekit.reports.period import Period, go_back, today
from sharekit.reports.spans import DAILY

COUNTS: Final = ("shares", "copies", "clickbacks", "reshares")
"""What a series tells of each way."""
MOST_DAYS: Final = 3_660
"""Days that a series shows at most, the last ones: ten years."""


class Series(msgspec.Struct, frozen=True):
    """Days without a gap, and by each of them readings, visits from outside and each way's counts.

    `ways` holds lists as long as `days`, by channel and count.
    """

    days: list[date]
    views: list[int]
    entries: list[int]
    ways: dict[str, dict[str, list[int]]]


def find_series(period: Period, *, article: Article | None = None) -> Series:
    """Return a period day by day, of all articles or of one; an open end is the first day, today.

    A period in which nothing was counted has its days, an open one that is empty none.
    """
    readings: Any = SourceTotal.objects
    shares: Any = ChannelTotal.objects
    if article:
        readings = ArticleTotal.objects.filter(DAILY, article=article)
        shares = ShareRollup.objects.filter(article=article)
    readings, shares = (rows.filter(period.condition) for rows in (readings, shares))
    days = _list_days(period, readings, shares)
    places = {day: place for place, day in enumerate(days)}
    series = Series(days, [0] * len(days), [0] * len(days), {})
    sums = readings.values("day").annotate(sum_views=Sum("views"), sum_entries=Sum("entries"))
    for row in sums.order_by():
        if row["day"] in places:
            series.views[places[row["day"]]] = row["sum_views"]
            series.entries[places[row["day"]]] = row["sum_entries"]
    for day, channel, *numbers in _sum_ways(shares):
        if day in places:
            way = series.ways.setdefault(channel, {name: [0] * len(days) for name in COUNTS})
            for name, number in zip(COUNTS, numbers, strict=True):
                way[name][places[day]] = number
    return series


def _sum_ways(rows: Any) -> Iterable[Any]:
    sums = rows.values("day", "channel").annotate(**{f"sum_{name}": Sum(name) for name in COUNTS})
    named: Iterable[Any] = sums.order_by("channel", "day").values_list(
        "day", "channel", *(f"sum_{name}" for name in COUNTS)
    )
    return named


def _list_days(period: Period, *rows: Any) -> list[date]:
    counted = [each.aggregate(first=Min("day"), last=Max("day")) for each in rows]
    firsts = [each["first"] for each in counted if each["first"]]
    if period.since is None and not firsts:
        return []
    since = period.since or min(firsts)
    latest = max([since, today(), *(each["last"] for each in counted if each["last"])])
    until = period.until or latest
    if (until - since).days >= MOST_DAYS:
        until = min(until, latest)
    since = max(since, go_back(until, MOST_DAYS - 1))
    return [since + timedelta(days=number) for number in range((until - since).days + 1)]
