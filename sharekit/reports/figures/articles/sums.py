"""Counts by article, and by article and channel, over a period of days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import add
from typing import Any, ClassVar, Final

import msgspec
from django.db.models import F, QuerySet

from sharekit.figures import ACTS, OF_ARTICLES, OF_CHANNELS
from sharekit.models import Article, ArticleChannelTotal, ArticleTotal
from sharekit.reports.figures.articles.lookup import find_articles
from sharekit.reports.period.days import Period
from sharekit.reports.period.spans import limit
from sharekit.reports.period.sums import get_sums, sum_columns, sum_up

EVERYTHING: Final = "everything"
"""The sum of all counts of an article: 0 if nothing was counted."""
MOST_IDS: Final = 500
"""Articles that one query may name by id; the oldest supported SQLite takes 999 parameters."""

Among = list[int] | QuerySet[Any]
"""Articles, as a list of ids or as a query for ids."""
Channels = dict[str, dict[str, int]]
"""The figures of OF_CHANNELS by channel slug."""


class ArticleCounts(msgspec.Struct, frozen=True):
    """One article's figures by the names in COUNTS, and its channels' figures by slug."""

    COUNTS: ClassVar[tuple[str, ...]] = tuple(OF_ARTICLES)

    id: int
    url: str
    title: str
    counts: dict[str, int]
    channels: Channels

    def flatten(self) -> dict[str, Any]:
        """Return the article as JSON and tables show it: each figure under its own name."""
        names = {"id": self.id, "url": self.url, "title": self.title}
        return {**names, **self.counts, "channels": self.channels}


def list_articles(period: Period, *, url: str = "") -> list[ArticleCounts]:
    """Return the figures of every article that has any count, the most shared first.

    `url` limits them to one address or id, as in `find_articles`.
    """
    articles = find_articles(url) if url else Article.objects.all()
    counted = [row for row in count_articles(articles, period).values() if any(row.counts.values())]
    return sorted(counted, key=_rank)


def _rank(row: ArticleCounts) -> tuple[int, int, str]:
    return -row.counts["shares"] - row.counts["copies"], -row.counts["clickbacks"], row.url


def count_articles(articles: QuerySet[Article], period: Period) -> dict[int, ArticleCounts]:
    """Return the figures of articles by id, in three queries for any number of articles."""
    named = list(articles.values_list("pk", "url", "title"))
    # With a subquery, PostgreSQL reads the whole table for one page of articles.
    among = [pk for pk, *_ in named] if len(named) <= MOST_IDS else articles.order_by().values("pk")
    totals = sum_articles(period, OF_ARTICLES, among=among)
    channels: dict[int, Channels] = {}
    for row in _sum_channels(period, among=among):
        counts = get_sums(row, OF_CHANNELS)
        if any(counts.values()):
            channels.setdefault(row["article_id"], {})[row["channel"]] = counts
    return {
        pk: ArticleCounts(
            id=pk,
            url=url,
            title=title,
            counts={name: totals[name].get(pk, 0) for name in OF_ARTICLES},
            channels=channels.get(pk, {}),
        )
        for pk, url, title in named
    }


def _sum_channels(period: Period, *, among: Among) -> Iterable[Mapping[str, Any]]:
    """Return rows of article, channel and the sums of OF_CHANNELS."""
    rows = ArticleChannelTotal.objects.filter(limit(period), article__in=among)
    sums = rows.values("article_id", "channel").annotate(**sum_columns(OF_CHANNELS, by=sum_up))
    return sums.order_by("article_id", "channel")


def sum_articles(
    period: Period, names: Iterable[str], *, among: Among | None = None
) -> dict[str, dict[int, int]]:
    """Return the sums of figures, and EVERYTHING, by name and article."""
    sums = sum_columns(names, by=lambda name: sum_up(express(name)))
    everything = sum_up(reduce(add, (F(name) for name in OF_ARTICLES)))
    rows = ArticleTotal.objects.filter(limit(period)).order_by()
    if among is not None:
        rows = rows.filter(article__in=among)
    summed = rows.values("article_id").annotate(**sums, sum_everything=everything)
    # Named tuples are built faster than dictionaries.
    found: list[Any] = list(summed.values_list("article_id", *sums, "sum_everything", named=True))
    return {
        name: {row.article_id: getattr(row, f"sum_{name}") for row in found}
        for name in (*names, EVERYTHING)
    }


def express(name: str) -> Any:
    """Return a figure, or ACTS, as an expression on a table of totals."""
    return F("shares") + F("copies") if name == ACTS else F(name)
