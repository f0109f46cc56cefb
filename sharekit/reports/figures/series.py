"""Counts day by day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any, Final

import msgspec

from sharekit.figures import OF_CHANNELS
from sharekit.models import (
    Article,
    ArticleChannelTotal,
    ArticleTotal,
    ChannelTotal,
    ShareRollup,
    SourceTotal,
)
from sharekit.reports.period.days import Period, go_back, today
from sharekit.reports.period.spans import DAILY
from sharekit.reports.period.sums import sum_groups

MOST_DAYS: Final = 3_660
"""The most days that a series shows (ten years); earlier days are left out."""


class Series(msgspec.Struct, frozen=True):
    """Page views, visits and the counts of each channel for every day, without gaps.

    `channels` holds, by channel and count, lists as long as `days`.
    """

    days: list[date]
    views: list[int]
    entries: list[int]
    channels: dict[str, dict[str, list[int]]]


def get_series(period: Period, *, article: Article | None = None) -> Series:
    """Return a period day by day, for all articles or for one.

    An open start is the first day with a count, an open end is today. A closed period has all its
    days even if nothing was counted; an open period without counts has none.
    """
    views: Any = SourceTotal.objects
    shares: Any = ChannelTotal.objects
    condition = period.of_all
    if article:
        views = ArticleTotal.objects.filter(DAILY, article=article)
        shares = ShareRollup.objects.filter(article=article)
        condition = period.limit("")
    elif period.group:
        views = ArticleTotal.objects.filter(DAILY)
        shares = ArticleChannelTotal.objects.filter(DAILY)
        condition = period.condition
    views, shares = (rows.filter(condition) for rows in (views, shares))
    by_day = {day: sums for (day,), sums in sum_groups(views, ("day",), ("views", "entries"))}
    keys = ("channel", "day")
    by_channel = list(sum_groups(shares, keys, OF_CHANNELS, order=keys))
    days = _list_days(period, {*by_day, *(day for (_channel, day), _sums in by_channel)})
    places = {day: place for place, day in enumerate(days)}
    series = Series(days, [0] * len(days), [0] * len(days), {})
    for day, sums in by_day.items():
        if day in places:
            series.views[places[day]] = sums["views"]
            series.entries[places[day]] = sums["entries"]
    for (channel, day), sums in by_channel:
        if day in places and any(sums.values()):
            counts = series.channels.setdefault(
                channel, {name: [0] * len(days) for name in OF_CHANNELS}
            )
            for name, number in sums.items():
                counts[name][places[day]] = number
    return series


def _list_days(period: Period, counted: Collection[date]) -> list[date]:
    if period.since is None and not counted:
        return []
    since = period.since or min(counted)
    latest = max([since, today(), *counted])
    until = period.until or latest
    if (until - since).days >= MOST_DAYS:
        until = min(until, latest)
    since = max(since, go_back(until, MOST_DAYS - 1))
    return [since + timedelta(days=number) for number in range((until - since).days + 1)]
