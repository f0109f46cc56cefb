"""The articles that are going up: their last 24 hours exceed what is usual by more than chance."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from typing import Final, Literal

import msgspec
from django.db.models import Case, Min, Q, When
from django.utils import timezone

from sharekit.models import ArticleTotal, ShareRollup, Span
from sharekit.reports.figures.articles.sums import express
from sharekit.reports.figures.tips.best_channel import BestChannel, Channels, list_channels
from sharekit.reports.figures.tips.surprise import measure_surprise
from sharekit.reports.figures.tips.usual import FEWEST as FEWEST_SPANS
from sharekit.reports.figures.tips.usual import SPANS, Habits, History
from sharekit.reports.period.days import EVERYTHING, Period, go_back, name_ids
from sharekit.reports.period.sums import Whole, list_sums, sum_up

FEWEST: Final = 5
"""The fewest shares and copies, or visits from shares, with which an article is going up."""
LEAST: Final = 2.0
"""An article is going up from this multiple of what is usual."""
CHANCE: Final = 0.05
"""How many articles are listed by chance only, on average."""
MOST_EXAMINED: Final = 200
"""The most articles whose first day is looked up."""
_BITS: Final = 64
_LARGEST: Final = 2**_BITS - 1
"""A count, and its place in a packed number."""

Figure = Literal["acts", "clickbacks"]
FIGURES: Final[tuple[Figure, ...]] = ("acts", "clickbacks")


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
    day, hour = _find_hour(now)
    spans = _count_spans(of, day, hour)
    known = _count_known(spans)
    if known < FEWEST_SPANS:
        return []
    ages = _find_ages(_list_examined(spans), day)
    found: list[_Find] = []
    for figure in FIGURES:
        found += _judge(figure, spans[figure], ages, known)
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
    day, hour = _find_hour(now)
    last, first = go_back(day, FEWEST_SPANS), go_back(day, SPANS + 1)
    within = Q(day__lt=last) | Q(day=last, hour__lte=hour)
    known = Q(shares__gt=0) | Q(copies__gt=0) | Q(clickbacks__gt=0)
    rows = ShareRollup.objects.filter(of.limit_articles("article"), within, known)
    return rows.filter(hour__gte=0, day__gte=first).exclude(day=first, hour__lte=hour).exists()


def _find_hour(now: datetime | None) -> tuple[date, int]:
    moment = (now or timezone.now()).astimezone(timezone.get_default_timezone())
    return moment.date(), moment.hour


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


def _count_spans(of: Period, day: date, hour: int) -> dict[Figure, dict[int, int]]:
    """Return each article's counts by span of 24 hours, as in `History`, packed into a number.

    Days whose hours may be folded are not among them (FOLD_DAYS). A list for each article would
    make Python look through all its objects again and again for garbage.
    """
    ago = [
        When(
            Q(day=go_back(day, span), hour__lte=hour)
            | Q(day=go_back(day, span + 1), hour__gt=hour),
            then=span,
        )
        for span in range(SPANS + 1)
    ]
    rows = ShareRollup.objects.filter(
        of.name_articles("article"), hour__gte=0, day__range=(go_back(day, SPANS + 1), day)
    )
    keys = ("article_id", "span")
    spanned = rows.annotate(span=Whole(Case(*ago)))
    sums = list_sums(spanned, keys, FIGURES, by=lambda name: sum_up(express(name)))
    found = [row for row in sums if row[1] is not None]
    spans: dict[Figure, dict[int, int]] = {}
    for place, figure in enumerate(FIGURES, len(keys)):
        by_article: dict[int, int] = defaultdict(int)
        for row in found:
            by_article[row[0]] += row[place] << _BITS * row[1]
        spans[figure] = by_article
    return spans


def _unpack(packed: int) -> tuple[int, ...]:
    return tuple(packed >> _BITS * span & _LARGEST for span in range(SPANS + 1))


def _count_known(spans: Mapping[Figure, Mapping[int, int]]) -> int:
    """Return the number of spans since the first count of the site, without the last 24 hours."""
    largest = max((packed for each in spans.values() for packed in each.values()), default=0)
    return max(0, largest.bit_length() - 1) // _BITS


def _list_examined(spans: Mapping[Figure, Mapping[int, int]]) -> set[int]:
    """Return the articles that may be new: those that may be listed, and the latest ones."""
    young, enough = set(), []
    for by_article in spans.values():
        young |= {pk for pk, packed in by_article.items() if not packed >> _BITS * SPANS}
        last = ((pk, packed & _LARGEST) for pk, packed in by_article.items())
        enough += [(pk, count) for pk, count in last if count >= FEWEST]
    most = sorted(enough, key=lambda item: -item[1])[:MOST_EXAMINED]
    likely = {pk for pk, _count in most if pk in young}
    latest = sorted(young - likely, reverse=True)
    return likely | set(latest[: MOST_EXAMINED - len(likely)])


def _find_ages(articles: Collection[int], day: date) -> dict[int, int]:
    """Return how many days ago each article was first counted; old articles are left out."""
    # By month before: an old article has a row for each of its days.
    month = Span.MONTH.begin(go_back(day, SPANS))
    counted = (
        Q(span=Span.NEW) | Q(span=Span.DAY, day__gte=month) | Q(span=Span.MONTH, day__lt=month)
    )
    rows = ArticleTotal.objects.filter(counted, article__in=name_ids(articles)).order_by()
    firsts = rows.values_list("article_id").annotate(first=Min("day"))
    ages = {pk: (day - first).days for pk, first in firsts}
    return {pk: age for pk, age in ages.items() if age <= SPANS}


def _place(counts: tuple[int, ...], age: int) -> History:
    """Return the history of an article that was first counted so many days ago."""
    # The day lies in two spans.
    counted = max((span for span, count in enumerate(counts) if count), default=0)
    return History(counts, min(max(counted, age - 1), age))


def _judge(
    figure: Figure, spans: Mapping[int, int], ages: Mapping[int, int], known: int
) -> Iterator[_Find]:
    """Yield the articles that are going up by a figure."""
    young = {pk: _place(_unpack(spans[pk]), age) for pk, age in ages.items() if pk in spans}
    old = Counter(packed for pk, packed in spans.items() if pk not in young)
    histories = Counter(young.values())
    histories.update({History(_unpack(packed)): number for packed, number in old.items()})
    habits = Habits(histories, spans=known)
    least = math.log10(len(spans) * len(FIGURES) / CHANCE)
    for pk, packed in spans.items():
        count = packed & _LARGEST
        if count < FEWEST:
            continue
        history = young.get(pk) or History(_unpack(packed))
        usual = habits.expect(history)
        surprise = measure_surprise(count, mean=usual.mean, spread=usual.spread)
        if count >= LEAST * usual.mean and surprise >= least:
            yield _Find(pk, figure, count, usual.mean, surprise)
