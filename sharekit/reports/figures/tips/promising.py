"""The articles that are worth pushing: shared much more often than their page views let expect."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import Final, NamedTuple

import msgspec

from sharekit.models import Article, ArticleChannelTotal, ArticleTotal
from sharekit.reports.figures.articles.sums import express
from sharekit.reports.figures.tips.best_channel import (
    BestChannel,
    list_channels,
)
from sharekit.reports.figures.tips.rates import Rates
from sharekit.reports.period.days import Period
from sharekit.reports.period.spans import limit as limit_totals
from sharekit.reports.period.spans import select
from sharekit.reports.period.sums import list_sums, sum_up

FEWEST: Final = 5
"""The fewest shares and copies with which an article is worth pushing."""
LEAST: Final = 2.0
"""An article is worth pushing if it is shared this many times as often as usual."""
READ: Final = 0.5
"""The part of all page views that the most read articles have; everybody already reads these."""


class Promising(msgspec.Struct, frozen=True):
    """An article, its page views, and its shares and copies (`acts`) in a period.

    `usual` is how many are usual on its site for these views, and `factor` is `acts` divided by it.
    The articles are ordered by their shrunk factors, which are closer to 1 the fewer are usual.
    """

    id: int
    url: str
    title: str
    acts: int
    views: int
    usual: float
    factor: float
    best: BestChannel


class _Counts(NamedTuple):
    acts: int
    views: int


def list_promising(period: Period, *, limit: int = 5) -> list[Promising]:
    """Return the articles that are worth pushing, the most shared for their page views first.

    Articles with fewer than FEWEST shares and copies are left out, and so are the most read ones of
    each site, and those whose page views were not all counted, because they have more shares.
    """
    found: dict[int, tuple[_Counts, float, float]] = {}
    for counts in _count_sites(period):
        rates = Rates(counts.values())
        most = _find_most(counts)
        for pk, each in counts.items():
            if FEWEST <= each.acts <= each.views < most:
                found[pk] = each, rates.expect(each.views), rates.shrink(*each)
    likely = [pk for pk, (*_, shrunk) in found.items() if shrunk >= LEAST]
    first = sorted(likely, key=lambda pk: (-found[pk][2], pk))[:limit]
    channels = list_channels(
        ArticleChannelTotal.objects.filter(limit_totals(period.of_any), article__in=first)
    )
    return [
        Promising(
            pk,
            article.url,
            article.title,
            *found[pk][0],
            usual=found[pk][1],
            factor=found[pk][0].acts / found[pk][1],
            best=article.find_best(),
        )
        for pk in first
        # An article may have been deleted in between.
        if (article := channels.get(pk))
    ]


def _count_sites(period: Period) -> Iterable[dict[int, _Counts]]:
    """Return the counts of each site's articles by id, in two queries."""
    selected = select(period)
    rows = ArticleTotal.objects.filter(selected.rows)
    keys = ("article_id",)
    sums = list_sums(
        rows, keys, _Counts._fields, by=lambda name: sum_up(selected.weigh(express(name)))
    )
    # With a join, the database would look up the article of each of its rows.
    articles = Article.objects.filter(period.limit_articles(""))
    site = dict(articles.values_list("pk", "site"))
    sites: defaultdict[str, dict[int, _Counts]] = defaultdict(dict)
    # An article may have been deleted in between.
    for pk, *counts in (row for row in sums if row[0] in site):
        sites[site[pk]][pk] = _Counts(*counts)
    return sites.values()


def _find_most(counts: Mapping[int, _Counts]) -> float:
    """Return the page views from which an article is among the most read ones."""
    views = sorted((each.views for each in counts.values()), reverse=True)
    most = READ * sum(views)
    return next(own for own, sum_ in zip(views, accumulate(views), strict=True) if sum_ >= most)
