"""The counts of a group by day, kept in Django's cache.

Its articles are added up day by day: thousands of them have millions of rows in a year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from hashlib import sha256
from typing import Any, Final

import msgspec
from django.db.models import Q
from msgspec.structs import replace

from sharekit.models import (
    Article,
    ArticleChannelTotal,
    ArticleTotal,
    ChannelTotal,
    Counts,
    LinkTotal,
    SourceRollup,
    SourceTotal,
)
from sharekit.reports import kept
from sharekit.reports.figures.rounded.campaigns import count_by_day
from sharekit.reports.period.days import Period, name_ids
from sharekit.reports.period.spans import DAILY
from sharekit.reports.period.sums import sum_groups, sum_up

KEPT: Final = 7 * 86_400
"""Seconds for which the counts are cached; a day with new counts is read again."""

Sums = dict[str, int]


class _Day(msgspec.Struct):
    """The counts of a group on a day: by channel, by source, and its campaign visits as shown.

    `whole` are the counts over all articles of the site and language when these were read: they
    change with those of any article, and of any campaign link.
    """

    whole: list[int]
    channels: dict[str, list[int]] = {}
    sources: dict[str, list[int]] = {}
    campaigns: int = 0


class _Kept(msgspec.Struct):
    """The days of a group, and the ids of its articles when these were read."""

    members: frozenset[int] = frozenset()
    days: dict[date, _Day] = {}


class GroupDays:
    """The counts of a group on each day."""

    def __init__(self, days: Mapping[date, _Day]) -> None:
        self._days = days

    @property
    def channels(self) -> dict[tuple[str, date], Sums]:
        """The counts by channel and day, in this order."""
        found = {
            (channel, day): counts
            for day, of_day in self._days.items()
            for channel, counts in of_day.channels.items()
        }
        names = ChannelTotal.counts()
        return {key: dict(zip(names, found[key], strict=True)) for key in sorted(found)}

    @property
    def views(self) -> dict[date, Sums]:
        """The page views and visits of each day that has any."""
        return {
            day: _add_up(SourceTotal, of_day.sources.values())
            for day, of_day in self._days.items()
            if of_day.sources
        }

    @property
    def campaigns(self) -> int:
        """The campaign visits, rounded as in `campaigns`."""
        return sum(day.campaigns for day in self._days.values())

    def sum_channels(self) -> dict[str, Sums]:
        """Return the counts of all days by channel."""
        return _add_days(ChannelTotal, [day.channels for day in self._days.values()])

    def sum_sources(self) -> dict[str, Sums]:
        """Return the exact page views and visits of all days by source."""
        return _add_days(SourceTotal, [day.sources for day in self._days.values()])

    def select(self, period: Period) -> GroupDays:
        """Return the days of a period."""
        days = self._days.items()
        return GroupDays({day: of_day for day, of_day in days if period.contains(day)})


def read_group(
    period: Period,
    *,
    article: Article | None = None,
    hours: int | None = None,
    of_group: GroupDays | None = None,
) -> GroupDays | None:
    """Return the counts of the period's group by day; None if it has no group, or if the report is
    limited to one article or to so many hours.

    `of_group` has these days, and maybe others, if they were read before.
    """
    if not period.group or article is not None or hours is not None:
        return None
    return of_group.select(period) if of_group else GroupDays(_get_days(period))


def _add_days(total: type[Counts], days: Iterable[Mapping[str, list[int]]]) -> dict[str, Sums]:
    """Return the sums of all days by channel or source."""
    by_kind: defaultdict[str, list[list[int]]] = defaultdict(list)
    for day in days:
        for kind, counts in day.items():
            by_kind[kind].append(counts)
    return {kind: _add_up(total, rows) for kind, rows in by_kind.items()}


def _add_up(total: type[Counts], rows: Iterable[list[int]]) -> Sums:
    """Return the sums of the columns of some rows by their names."""
    return dict(zip(total.counts(), map(sum, zip(*rows, strict=True)), strict=True))


def _get_days(period: Period) -> dict[date, _Day]:
    """Return the counts of each day; only those whose counts or articles have changed are read."""
    # First, so that what is added meanwhile is read the next time.
    whole = _sum_whole(period)
    members = period.get_members()
    if members is None:
        members = frozenset(period.list_members())
    among = repr((period.group, period.site, period.language))
    name = f"group-{sha256(among.encode()).hexdigest()}"
    found = _find_kept(name)
    moved = members ^ found.members if found.days else frozenset()
    for day in _list_days(moved):
        found.days.pop(day, None)
    changed = [
        day for day, sums in whole.items() if day not in found.days or found.days[day].whole != sums
    ]
    if changed:
        found.days |= _read(replace(period, since=min(changed), until=max(changed)), whole)
    if changed or moved:
        kept.put(name, msgspec.msgpack.encode(_Kept(members, found.days)), seconds=KEPT)
    return {day: found.days[day] for day in whole}


def _list_days(articles: Collection[int]) -> Iterable[date]:
    """Return the days on which articles that joined or left the group have counts."""
    if not articles:
        return []
    rows = ArticleTotal.objects.filter(DAILY, article__in=name_ids(articles))
    return rows.order_by().values_list("day", flat=True).distinct()


def _sum_whole(period: Period) -> dict[date, list[int]]:
    """Return the counts of each day over all articles, and those of their campaign links."""
    of_links = period.limit("") & replace(period, group="").limit_articles("link__article")
    tables: dict[type[Counts], Q] = {
        SourceTotal: period.of_all,
        ChannelTotal: period.of_all,
        LinkTotal: of_links,
    }
    sums: defaultdict[date, list[int]] = defaultdict(list)
    for total, condition in tables.items():
        rows = total._default_manager.filter(condition)
        for (day,), counts in sum_groups(rows, ("day",), total.counts(), by=sum_up):
            sums[day] += counts.values()
    return sums


def _find_kept(name: str) -> _Kept:
    encoded = kept.get(name)
    return msgspec.msgpack.decode(encoded, type=_Kept) if encoded else _Kept()


def _read(period: Period, whole: Mapping[date, list[int]]) -> dict[date, _Day]:
    """Return the counts of the days of a period that have any."""
    found = {day: _Day(sums) for day, sums in whole.items() if period.contains(day)}
    # What was counted since then may be on other days.
    days = defaultdict(lambda: _Day([]), found)
    condition = period.condition
    channels: Any = ArticleChannelTotal.objects.filter(DAILY, condition)
    sources: Any = SourceRollup.objects.filter(condition)
    for (day, channel), sums in sum_groups(channels, ("day", "channel"), ChannelTotal.counts()):
        days[day].channels[channel] = list(sums.values())
    for (day, source), sums in sum_groups(sources, ("day", "source"), SourceTotal.counts()):
        days[day].sources[source] = list(sums.values())
    for day, shown in count_by_day(period.limit(""), period).items():
        days[day].campaigns = shown
    return days
