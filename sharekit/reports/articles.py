"""Counts by article, and by article and channel, over a period of days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import msgspec
from django.db.models import (
    BigIntegerField,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

from sharekit import tokens
from sharekit.exceptions import Refused
from sharekit.models import Article, ShareRollup, SourceRollup
from sharekit.reports.period import Period

SOURCE_COUNTS: Final = SourceRollup.COUNTS
SHARE_COUNTS: Final = tuple(count for count in ShareRollup.COUNTS if count != "arrivals")
COUNTS: Final = SOURCE_COUNTS + SHARE_COUNTS
"""The figures of an article, in the order of every report."""
CHANNEL_COUNTS: Final = ("shares", "copies", "clickbacks", "reshares")
"""The figures of a channel."""
ACTS: Final = "acts"
"""Shares and copies together: a name to sort by."""
MOST_PASSED_ON: Final = (f"-{ACTS}", "-clickbacks", "url")
"""The order of every report."""

Channels = dict[str, dict[str, int]]
"""Figures of CHANNEL_COUNTS by channel slug."""


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
    channels: Channels


def list_articles(period: Period, *, url: str = "") -> list[ArticleCounts]:
    """Return the figures of the articles that anything was counted for, most passed on first.

    `url` limits them to one address, given with or without host, query and mark; raises `Refused`
    (400) when it is none.
    """
    articles = _find_articles(url) if url else Article.objects.all()
    counted = [
        row
        for row in count_articles(articles, period).values()
        if any(getattr(row, count) for count in COUNTS)
    ]
    return sorted(counted, key=lambda row: (-row.shares - row.copies, -row.clickbacks, row.url))


def count_articles(articles: QuerySet[Article], period: Period) -> dict[int, ArticleCounts]:
    """Return the figures of articles by id, in three queries whatever their number."""
    views: dict[int, dict[str, int]] = {}
    for article, *sums in _group(SourceRollup, articles, period, by=(), counts=SOURCE_COUNTS):
        views[article] = dict(zip(SOURCE_COUNTS, sums, strict=True))
    totals: dict[int, dict[str, int]] = {}
    channels: dict[int, Channels] = {}
    for article, channel, *sums in _group(
        ShareRollup, articles, period, by=("channel",), counts=SHARE_COUNTS
    ):
        counts = dict(zip(SHARE_COUNTS, sums, strict=True))
        total = totals.setdefault(article, dict.fromkeys(SHARE_COUNTS, 0))
        for count in SHARE_COUNTS:
            total[count] += counts[count]
        if any(counts[count] for count in CHANNEL_COUNTS):
            shown = {count: counts[count] for count in CHANNEL_COUNTS}
            channels.setdefault(article, {})[channel] = shown
    nothing = dict.fromkeys(COUNTS, 0)
    return {
        pk: ArticleCounts(
            url=url,
            title=title,
            channels=channels.get(pk, {}),
            **(nothing | views.get(pk, {}) | totals.get(pk, {})),
        )
        for pk, url, title in articles.values_list("pk", "url", "title")
    }


def _group(
    model: type[ShareRollup | SourceRollup],
    articles: QuerySet[Article],
    period: Period,
    *,
    by: tuple[str, ...],
    counts: tuple[str, ...],
) -> Iterable[Any]:
    """Return rows of article id, the columns of `by`, and sums of counts."""
    columns = ("article_id", *by)
    rows = model._default_manager.filter(period.condition, article__in=articles.order_by())
    sums = rows.values(*columns).annotate(**{f"sum_{count}": Sum(count) for count in counts})
    ordered = sums.order_by(*columns)
    listed: Iterable[Any] = ordered.values_list(*columns, *(f"sum_{count}" for count in counts))
    return listed


def sort_articles(
    articles: QuerySet[Article], period: Period, *, by: Sequence[str]
) -> QuerySet[Article]:
    """Order articles by columns and by figures of the period, as `order_by` takes them.

    Names of figures are those of COUNTS, and ACTS. Only what sorts is summed up.
    """
    names = {name.lstrip("-") for name in by}
    from_views = sorted(names.intersection(SOURCE_COUNTS))
    from_shares = sorted(names.intersection((*SHARE_COUNTS, ACTS)))
    if from_views and from_shares:
        # Two tables joined would multiply each other's rows: a sum for each article is slower.
        return articles.annotate(
            **{name: _sum(SourceRollup, name, period) for name in from_views},
            **{name: _sum(ShareRollup, name, period) for name in from_shares},
        ).order_by(*by)
    for relation, sorting in (("source_rollups", from_views), ("share_rollups", from_shares)):
        if sorting:
            condition = period.limit(relation)
            articles = articles.annotate(
                counted=FilteredRelation(relation, condition=condition),
                **{name: Coalesce(Sum(_express(name, "counted__")), 0) for name in sorting},
            )
    return articles.order_by(*by)


def _express(name: str, prefix: str = "") -> F | Any:
    if name == ACTS:
        return F(f"{prefix}shares") + F(f"{prefix}copies")
    return F(f"{prefix}{name}")


def _sum(model: type[ShareRollup | SourceRollup], name: str, period: Period) -> Coalesce:
    rows = model._default_manager.filter(period.condition, article=OuterRef("pk"))
    sums = rows.order_by().values("article").annotate(sum=Sum(_express(name))).values("sum")
    return Coalesce(Subquery(sums, output_field=BigIntegerField()), Value(0))


def _find_articles(url: str) -> QuerySet[Article]:
    """Return the articles of one address, whose own may have a query and any percent-encoding."""
    try:
        host, path = _split(url)
    except ValueError:
        path = "\0"
    # PostgreSQL takes no NUL.
    if "\0" in path:
        raise Refused(400, _("“%(url)s” is no address of a page.") % {"url": url})
    condition = Q()
    for form in (path, iri_to_uri(path), urlsplit(url).path):
        condition |= Q(url__contains=form)
    found = [
        pk
        for pk, address in Article.objects.filter(condition).values_list("pk", "url")
        if _split(address)[1] == path and host in {"", _split(address)[0]}
    ]
    return Article.objects.filter(pk__in=found)


def _split(url: str) -> tuple[str, str]:
    """Return host and unquoted path."""
    parts = urlsplit(tokens.strip(url)[0])
    return parts.netloc.lower(), unquote(parts.path) or "/"
