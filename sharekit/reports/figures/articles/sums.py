"""Counts by article, and by article and channel, over a period of days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import add
from typing import Any, Final

import msgspec
from django.db.models import F, QuerySet

from sharekit.models import Article, ArticleChannelTotal, ArticleTotal
from sharekit.reports.figures.articles.lookup import find_articles
from sharekit.reports.period.days import Period
from sharekit.reports.period.spans import limit, sum_up

COUNTS: Final = (
    "views",
    "entries",
    "shares",
    "copies",
    "marked",
    "clickbacks",
    "inferred",
    "reshares",
)
"""The figures of an article, in the order of every report."""
CHANNEL_COUNTS: Final = ("shares", "copies", "clickbacks", "reshares")
"""The figures of a channel."""
ACTS: Final = "acts"
"""Shares and copies together: a name to sort by."""

MOST_IDS: Final = 500
"""Articles that one query may name by id; the oldest supported SQLite takes 999 parameters."""

Among = list[int] | QuerySet[Any]
"""Articles, as a list of ids or as a query for ids."""
Channels = dict[str, dict[str, int]]
"""Figures of CHANNEL_COUNTS by channel slug."""


class ArticleCounts(msgspec.Struct, frozen=True):
    """One article's figures, by the names in COUNTS, and its channels' figures by slug."""

    id: int
    url: str
    title: str
    views: int
    entries: int
    shares: int
    copies: int
    marked: int
    clickbacks: int
    inferred: int
    reshares: int
    channels: Channels


def list_articles(period: Period, *, url: str = "") -> list[ArticleCounts]:
    """Return the figures of every article that has any count, the most shared first.

    `url` limits them to one address or id, as in `find_articles`.
    """
    articles = find_articles(url) if url else Article.objects.all()
    counted = [
        row
        for row in count_articles(articles, period).values()
        if any(getattr(row, count) for count in COUNTS)
    ]
    return sorted(counted, key=lambda row: (-row.shares - row.copies, -row.clickbacks, row.url))


def count_articles(articles: QuerySet[Article], period: Period) -> dict[int, ArticleCounts]:
    """Return the figures of articles by id, in three queries for any number of articles."""
    named = list(articles.values_list("pk", "url", "title"))
    # With a subquery, PostgreSQL reads the whole table for one page of articles.
    among = [pk for pk, *_ in named] if len(named) <= MOST_IDS else articles.order_by().values("pk")
    totals = sum_articles(period, COUNTS, among=among)
    channels: dict[int, Channels] = {}
    for pk, channel, *sums in _sum_channels(period, among=among):
        if any(sums):
            counts = dict(zip(CHANNEL_COUNTS, sums, strict=True))
            channels.setdefault(pk, {})[channel] = counts
    nothing = [0] * (len(COUNTS) + 1)
    return {
        pk: ArticleCounts(
            id=pk,
            url=url,
            title=title,
            channels=channels.get(pk, {}),
            **dict(zip(COUNTS, totals.get(pk, nothing)[:-1], strict=True)),
        )
        for pk, url, title in named
    }


def _sum_channels(period: Period, *, among: Among) -> Iterable[Any]:
    """Return rows of article, channel and the sums of CHANNEL_COUNTS."""
    rows = ArticleChannelTotal.objects.filter(limit(period), article__in=among)
    named = {f"sum_{count}": sum_up(count) for count in CHANNEL_COUNTS}
    sums = rows.values("article_id", "channel").annotate(**named).order_by("article_id", "channel")
    listed: Iterable[Any] = sums.values_list("article_id", "channel", *named)
    return listed


def sum_articles(
    period: Period, names: Sequence[str], *, among: Among | None = None
) -> dict[int, tuple[int, ...]]:
    """Return sums by article in the order of `names`, followed by the sum of all COUNTS."""
    everything = reduce(add, (F(name) for name in COUNTS))
    named = {f"sum_{name}": sum_up(express(name)) for name in names}
    named["sum_all"] = sum_up(everything)
    rows = ArticleTotal.objects.filter(limit(period)).order_by()
    if among is not None:
        rows = rows.filter(article__in=among)
    grouped = rows.values("article_id").annotate(**named)
    return {pk: tuple(numbers) for pk, *numbers in grouped.values_list("article_id", *named)}


def express(name: str) -> Any:
    """Return a figure, or ACTS, as an expression on a table of totals."""
    return F("shares") + F("copies") if name == ACTS else F(name)
