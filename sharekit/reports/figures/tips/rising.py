"""The articles that are going up: their last 24 hours exceed what is usual by more than chance."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import datetime
from typing import Final

import msgspec
from django.db.models import Q

from sharekit.models import ShareRollup
from sharekit.reports.figures.tips.best_channel import BestChannel, Channels, list_channels
from sharekit.reports.figures.tips.expectations import (
    FEWEST,
    FIGURES,
    Expectations,
    Figure,
    find_hour,
)
from sharekit.reports.figures.tips.surprise import measure_surprise
from sharekit.reports.figures.tips.usual import FEWEST as FEWEST_SPANS
from sharekit.reports.figures.tips.usual import SPANS
from sharekit.reports.period.days import EVERYTHING, Period, go_back

LEAST: Final = 2.0
"""An article is going up from this multiple of what is usual."""
CHANCE: Final = 0.05
"""How many articles are listed by chance only, on average."""


class Rising(msgspec.Struct, frozen=True):
    """An article, and its figure of the last 24 hours that exceeds what is usual.

    `figure` is "acts" (shares and copies) or "clickbacks" (visits from shares). `usual` is the
    number expected for this article, and `factor` is `count` divided by it, None if less than one
    is usual. `surprise` orders them: -log10 of the probability of so many by chance.
    """

    id: int
    url: str
    title: str
    figure: Figure
    count: int
    usual: float
    factor: float | None
    surprise: float
    best: BestChannel


class _Find(msgspec.Struct, frozen=True):
    article: int
    figure: Figure
    count: int
    usual: float
    surprise: float


def list_rising(
    of: Period = EVERYTHING, *, now: datetime | None = None, limit: int = 5
) -> list[Rising]:
    """Return the articles that are going up, the most surprising first.

    `of` limits the articles, by site, language and group; its days do not matter. `now` is the
    moment up to which everything is counted. The last 24 hours are those of the clock of
    settings.TIME_ZONE, the present one included; each hour of a day is among them once, so they
    compare with whole days. None is listed on the first two days of a site, which have too little
    to compare with.
    """
    day, hour = find_hour(now)
    expectations = Expectations(of, day=day, hour=hour)
    if not expectations.are_known:
        return []
    found = [each for figure in FIGURES for each in _judge(figure, expectations)]
    # The later one of an article, which is the more surprising one, replaces the other.
    ranked = {each.article: each for each in sorted(found, key=lambda each: each.surprise)}
    first = sorted(ranked.values(), key=lambda each: (-each.surprise, each.article))[:limit]
    hours = Q(day=day, hour__range=(0, hour)) | Q(day=go_back(day, 1), hour__gt=hour)
    rows = ShareRollup.objects.filter(hours, article__in=[each.article for each in first])
    channels = list_channels(rows)
    # An article may have been deleted in between.
    return [_describe(each, channels[each.article]) for each in first if each.article in channels]


def has_history(of: Period = EVERYTHING, *, now: datetime | None = None) -> bool:
    """Return whether enough was counted before the last 24 hours to compare them with.

    The arguments are those of `list_rising`, which returns nothing without.
    """
    day, hour = find_hour(now)
    last, first = go_back(day, FEWEST_SPANS), go_back(day, SPANS + 1)
    within = Q(day__lt=last) | Q(day=last, hour__lte=hour)
    known = Q(shares__gt=0) | Q(copies__gt=0) | Q(clickbacks__gt=0)
    rows = ShareRollup.objects.filter(of.limit_articles("article"), within, known)
    return rows.filter(hour__gte=0, day__gte=first).exclude(day=first, hour__lte=hour).exists()


def _describe(found: _Find, article: Channels) -> Rising:
    return Rising(
        found.article,
        article.url,
        article.title,
        figure=found.figure,
        count=found.count,
        usual=found.usual,
        factor=found.count / found.usual if found.usual >= 1 else None,
        surprise=found.surprise,
        best=article.find_best(by=found.figure),
    )


def _judge(figure: Figure, expectations: Expectations) -> Iterator[_Find]:
    """Yield the articles that are going up by a figure."""
    counts = expectations.get_counts(figure)
    least = math.log10(len(counts) * len(FIGURES) / CHANCE)
    for pk, count in counts.items():
        if count < FEWEST:
            continue
        usual = expectations.expect(pk, figure)
        surprise = measure_surprise(count, mean=usual.mean, spread=usual.spread)
        if count >= LEAST * usual.mean and surprise >= least:
            yield _Find(pk, figure, count, usual.mean, surprise)
