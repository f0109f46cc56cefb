"""The articles that take off now: two hours exceed what is usual for them by more than chance.

What is usual is what *Going up* takes for usual in 24 hours, times the part of a day that these
hours have on the site.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Final

import msgspec
from django.db.models import F, Q, QuerySet, Sum
from django.utils import timezone

from sharekit.models import ShareRollup
from sharekit.reports.figures.tips.best_channel import BestChannel, list_channels
from sharekit.reports.figures.tips.expectations import FIGURES, Expectations, find_hour
from sharekit.reports.figures.tips.surprise import measure_surprise
from sharekit.reports.figures.tips.usual import SPANS, Usual
from sharekit.reports.period.days import EVERYTHING, Period, go_back

FEWEST: Final = 20
"""The fewest shares, copies and visits from shares with which an article takes off."""
LEAST: Final = 3.0
"""It takes off from this multiple of what is usual, and of its own last 24 hours.

Without the second, an article that was new yesterday would take off a day late.
"""
SURPRISE: Final = 4.0
"""And if so many come by chance in less than one of 10,000 cases (-log10).

The count is negative binomial, as in *Going up*: if each came by itself (Poisson), there would be
three times as many false alarms.
"""
_EVEN: Final = 48
"""Counts that are assumed to be spread over the day, until a site has its own hours."""
_ACTS: Final = F("shares") + F("copies") + F("clickbacks")

Cell = tuple[date, int]
"""A day and an hour of it, on the clock of settings.TIME_ZONE."""


class TakingOff(msgspec.Struct, frozen=True):
    """An article, its shares, copies and visits from shares in two hours, and how many are usual.

    `hour` is the present one of `day`; the one before belongs to it.
    """

    id: int
    url: str
    title: str
    day: date
    hour: int
    count: int
    usual: float
    best: BestChannel


def list_taking_off(of: Period = EVERYTHING, *, now: datetime | None = None) -> list[TakingOff]:
    """Return the articles that take off, the one with the most counts first.

    `of` limits the articles by site, and `now` is the moment up to which everything is counted. As
    in `list_rising`, a site of less than three days has too little to compare with.
    """
    moment = now or timezone.now()
    cells = find_cells(moment)
    counts = _count(of, cells)
    if not counts:
        return []
    day, hour = find_hour(moment)
    expectations = Expectations(of, day=day, hour=hour)
    if not expectations.are_known:
        return []
    part = _measure_part(of, day, cells)
    last = [expectations.get_counts(figure) for figure in FIGURES]
    found: dict[int, tuple[int, float]] = {}
    for pk, count in counts.items():
        usual = _add_up(expectations.expect(pk, figure) for figure in FIGURES)
        mean = part * usual.mean
        surprise = measure_surprise(count, mean=mean, spread=usual.spread)
        others = sum(each.get(pk, 0) for each in last) - count
        least = LEAST * max(mean, others * sum(cells.values()) / 24)
        if count >= least and surprise > SURPRISE:
            found[pk] = count, mean
    channels = list_channels(_select(cells).filter(article__in=list(found)))
    return [
        TakingOff(
            pk, article.url, article.title, day, hour, *found[pk], article.find_best("clickbacks")
        )
        for pk in sorted(found, key=lambda pk: (-found[pk][0], pk))
        # An article may have been deleted in between.
        if (article := channels.get(pk))
    ]


def find_cells(moment: datetime) -> dict[Cell, float]:
    """Return the present and the previous hour of the clock, each with its hours until a moment.

    When the clock is put back, an hour of it is two hours long.
    """
    zone = timezone.get_default_timezone()
    local = moment.astimezone(zone)
    passed = (local.minute + local.second / 60) / 60
    # In UTC, because Python subtracts hours of the clock on the wall.
    before = (moment.astimezone(UTC) - timedelta(hours=1)).astimezone(zone)
    now = (local.date(), local.hour)
    earlier = (before.date(), before.hour)
    if earlier == now:
        return {now: 1 + passed}
    offsets = {before.replace(fold=fold).utcoffset() for fold in (0, 1)}
    return {now: passed, earlier: float(len(offsets))}


def _add_up(usual: Iterable[Usual]) -> Usual:
    """Return what is usual of several figures together."""
    given = list(usual)
    mean = sum(each.mean for each in given)
    return Usual(mean, sum(each.mean**2 * each.spread for each in given) / mean**2)


def _select(cells: Collection[Cell]) -> QuerySet[ShareRollup]:
    hours = Q()
    for day, hour in cells:
        hours |= Q(day=day, hour=hour)
    return ShareRollup.objects.filter(hours)


def _count(of: Period, cells: Mapping[Cell, float]) -> dict[int, int]:
    """Return the counts of articles that have enough."""
    rows = _select(cells).filter(of.limit_articles("article")).order_by()
    sums = rows.values_list("article_id").annotate(count=Sum(_ACTS))
    return dict(sums.filter(count__gte=FEWEST))


def _measure_part(of: Period, day: date, cells: Mapping[Cell, float]) -> float:
    """Return which part of a day of the site these hours have, by its days before."""
    days = (go_back(day, SPANS), go_back(day, 1))
    rows = ShareRollup.objects.filter(
        of.limit_articles("article"), hour__gte=0, day__range=days
    ).order_by()
    sums = dict(rows.values_list("hour").annotate(count=Sum(_ACTS)))
    whole = sum(sums.values()) + _EVEN
    part: float = sum(
        hours * (sums.get(hour, 0) + _EVEN / 24) / whole for (_day, hour), hours in cells.items()
    )
    return part
