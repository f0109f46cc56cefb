"""Counts day by day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any, Final

import msgspec

from sharekit.figures import OF_CHANNELS
from sharekit.models import (
    Article,
    ArticleTotal,
    ChannelTotal,
    ShareRollup,
    SourceTotal,
)
from sharekit.reports.figures.groups.days import GroupDays, Sums, read_group
from sharekit.reports.period.days import Period, go_back, today
from sharekit.reports.period.spans import DAILY
from sharekit.reports.period.sums import sum_groups, sum_up

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


def get_series(
    period: Period, *, article: Article | None = None, of_group: GroupDays | None = None
) -> Series:
    """Return a period day by day, for all articles or for one.

    `of_group` has the days of the period's group if they were read before.

    An open start is the first day with a count, an open end is today. A closed period has all its
    days even if nothing was counted; an open period without counts has none.
    """
    views, channels = _read(period, article, of_group)
    days = _list_days(period, {*views, *(day for _channel, day in channels)})
    places = {day: place for place, day in enumerate(days)}
    series = Series(days, [0] * len(days), [0] * len(days), {})
    for day, sums in views.items():
        if day in places:
            series.views[places[day]] = sums["views"]
            series.entries[places[day]] = sums["entries"]
    for (channel, day), sums in channels.items():
        if day in places and any(sums[name] for name in OF_CHANNELS):
            if channel not in series.channels:
                series.channels[channel] = {name: [0] * len(days) for name in OF_CHANNELS}
            for name in OF_CHANNELS:
                series.channels[channel][name][places[day]] = sums[name]
    return series


def _read(
    period: Period, article: Article | None, of_group: GroupDays | None
) -> tuple[dict[date, Sums], dict[tuple[str, date], Sums]]:
    """Return page views and visits by day, and the counts of channels by channel and day."""
    if found := read_group(period, article=article, of_group=of_group):
        return found.views, found.channels
    totals: Any = SourceTotal.objects.filter(period.of_all)
    shares: Any = ChannelTotal.objects.filter(period.of_all)
    if article:
        days = period.limit("")
        totals = ArticleTotal.objects.filter(DAILY, days, article=article)
        shares = ShareRollup.objects.filter(days, article=article)
    keys = ("channel", "day")
    return (
        {day: sums for (day,), sums in sum_groups(totals, ("day",), ("views", "entries"))},
        dict(sum_groups(shares, keys, OF_CHANNELS, by=sum_up, order=keys)),
    )


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
