"""Counts by article, and by article and channel, over a period of days."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import Any, ClassVar, Final

import msgspec
from django.db.models import F, Q, QuerySet

from sharekit.figures import ACTS, OF_ARTICLES, OF_CHANNELS
from sharekit.models import Article, ArticleChannelTotal, ArticleTotal
from sharekit.reports.figures.articles.lookup import find_articles
from sharekit.reports.period.days import Period
from sharekit.reports.period.spans import limit, select
from sharekit.reports.period.sums import list_sums, sum_groups, sum_up

MOST_IDS: Final = 500
"""Articles that one query may name by id; the oldest supported SQLite takes 999 parameters."""

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


class ArticleSums:
    """The sums of all articles of a period, read when this is made: for several reports at once."""

    NAMES: Final = (*OF_ARTICLES, "inferred_clickbacks")

    def __init__(self, period: Period) -> None:
        selected = select(period)
        rows = ArticleTotal.objects.filter(selected.rows)
        keys = ("article_id",)
        sums = list_sums(
            rows, keys, self.NAMES, by=lambda name: sum_up(selected.weigh(express(name)))
        )
        self.rows: dict[int, tuple[int, ...]] = {pk: tuple(counts) for pk, *counts in sums}

    def list_counts(self, name: str) -> dict[int, int]:
        """Return a figure, or ACTS, of each article by id."""
        if name == ACTS:
            acts = zip(self._read("shares"), self._read("copies"), strict=True)
            return dict(zip(self.rows, map(sum, acts), strict=True))
        return dict(zip(self.rows, self._read(name), strict=True))

    def _read(self, name: str) -> Iterator[int]:
        return map(itemgetter(self.NAMES.index(name)), self.rows.values())


def list_articles(period: Period, *, url: str = "") -> list[ArticleCounts]:
    """Return the figures of every article that has any count, in the order of MOST_SHARED.

    `url` limits them to one address or id, as in `find_articles`.
    """
    articles = find_articles(url) if url else Article.objects.all()
    counted = [row for row in count_articles(articles, period).values() if any(row.counts.values())]
    return sorted(counted, key=_rank)


def _rank(row: ArticleCounts) -> tuple[int, int, str]:
    return -row.counts["clickbacks"], -row.counts["shares"] - row.counts["copies"], row.url


def count_articles(articles: QuerySet[Article], period: Period) -> dict[int, ArticleCounts]:
    """Return the figures of articles by id, in three queries for any number of articles."""
    named = list(articles.values_list("pk", "url", "title"))
    # With a subquery, PostgreSQL reads the whole table for one page of articles.
    among: Any = (
        [pk for pk, *_ in named] if len(named) <= MOST_IDS else articles.order_by().values("pk")
    )
    condition = limit(period) & Q(article__in=among)
    totals = sum_groups(
        ArticleTotal.objects.filter(condition), ("article_id",), OF_ARTICLES, by=sum_up
    )
    counts = {pk: sums for (pk,), sums in totals}
    keys = ("article_id", "channel")
    totals = sum_groups(
        ArticleChannelTotal.objects.filter(condition), keys, OF_CHANNELS, by=sum_up, order=keys
    )
    channels: dict[int, Channels] = {}
    for (pk, channel), sums in totals:
        if any(sums.values()):
            channels.setdefault(pk, {})[channel] = sums
    nothing = dict.fromkeys(OF_ARTICLES, 0)
    return {
        pk: ArticleCounts(
            id=pk,
            url=url,
            title=title,
            counts=counts.get(pk, nothing),
            channels=channels.get(pk, {}),
        )
        for pk, url, title in named
    }


def express(name: str) -> Any:
    """Return a figure, or ACTS, as an expression on a table of totals."""
    return F("shares") + F("copies") if name == ACTS else F(name)
