"""Counts by article, and by article and channel, over a period of days."""

from __future__ import annotations

from datetime import date
from typing import Final
from urllib.parse import urlsplit

import msgspec
from django.db.models import BigIntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from sharekit import tokens
from sharekit.models import Article, ShareRollup, SourceRollup

SOURCE_COUNTS: Final = ("views", "entries")
SHARE_COUNTS: Final = ("shares", "copies", "marked", "clickbacks", "inferred", "reshares")
COUNTS: Final = SOURCE_COUNTS + SHARE_COUNTS
"""The figures of an article, in the order of every report."""
CHANNEL_COUNTS: Final = ("shares", "copies", "clickbacks", "reshares")
"""The figures of a channel."""


class Period(msgspec.Struct, frozen=True):
    """Days on settings.TIME_ZONE's clock, both included; None is open."""

    since: date | None = None
    until: date | None = None

    @property
    def condition(self) -> Q:
        """The period as a condition on a table of counts."""
        condition = Q()
        if self.since:
            condition &= Q(day__gte=self.since)
        if self.until:
            condition &= Q(day__lte=self.until)
        return condition


class ArticleCounts(msgspec.Struct, frozen=True):
    """One article's figures, by the names in COUNTS, and those of its channels, by slug."""

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
    channels: dict[str, dict[str, int]]


def annotate(articles: QuerySet[Article], period: Period) -> QuerySet[Article]:
    """Add the figures of COUNTS to articles, each a sum over the period."""
    sums = {count: _sum(SourceRollup, count, period) for count in SOURCE_COUNTS}
    sums.update({count: _sum(ShareRollup, count, period) for count in SHARE_COUNTS})
    return articles.annotate(**sums)


def _sum(model: type[ShareRollup | SourceRollup], count: str, period: Period) -> Coalesce:
    rows = model._default_manager.filter(period.condition, article=OuterRef("pk"))
    sums = rows.order_by().values("article").annotate(sum=Sum(count)).values("sum")
    return Coalesce(Subquery(sums, output_field=BigIntegerField()), Value(0))


def list_articles(period: Period, *, url: str = "") -> list[ArticleCounts]:
    """Return the figures of the articles that anything was counted for, most passed on first.

    `url` limits them to one address, given with or without host, query and mark.
    """
    articles = Article.objects.all()
    if url:
        path = urlsplit(tokens.strip(url)[0]).path
        articles = articles.filter(url__endswith=path)
        articles = articles.filter(
            pk__in=[row.pk for row in articles if urlsplit(row.url).path == path]
        )
    channels = find_channels(articles, period)
    listed = [
        ArticleCounts(
            url=row.url,
            title=row.title,
            channels=channels.get(row.pk, {}),
            **{count: getattr(row, count) for count in COUNTS},
        )
        for row in annotate(articles, period)
    ]
    counted = [row for row in listed if any(getattr(row, count) for count in COUNTS)]
    return sorted(counted, key=lambda row: (-row.shares - row.copies, -row.views, row.url))


def find_channels(
    articles: QuerySet[Article], period: Period
) -> dict[int, dict[str, dict[str, int]]]:
    """Return the figures of CHANNEL_COUNTS by article id and channel slug."""
    rows = (
        ShareRollup.objects.filter(period.condition, article__in=articles)
        .values("article_id", "channel")
        .annotate(**{count: Sum(count) for count in CHANNEL_COUNTS})
        .order_by("article_id", "channel")
    )
    found: dict[int, dict[str, dict[str, int]]] = {}
    for row in rows:
        counts = {count: row[count] for count in CHANNEL_COUNTS}
        if any(counts.values()):
            found.setdefault(row["article_id"], {})[row["channel"]] = counts
    return found
