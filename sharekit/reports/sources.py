"""Where visits come from, and the signs that a link was posted in a chat."""

from __future__ import annotations

from typing import Final

import msgspec
from django.db.models import Sum

from sharekit.models import Article, PreviewRollup, SourceRollup, SourceTotal
from sharekit.reports.period import Period

WITHIN: Final = ""
"""The source of readings that began no visit."""


class Source(msgspec.Struct, frozen=True):
    """Readings by where they came from; `entries` are those that began a visit."""

    source: str
    views: int
    entries: int


class Sign(msgspec.Struct, frozen=True):
    """In how many hours, summed over articles, an app fetched a page because it was posted."""

    app: str
    signs: int


def find_sources(period: Period, *, article: Article | None = None) -> list[Source]:
    """Return the sources of all articles, or of one: those of visits first, by their number."""
    rows = (
        SourceTotal.objects.all()
        if article is None
        else SourceRollup.objects.filter(article=article)
    )
    sums = rows.filter(period.condition).values("source")
    found = [
        Source(source, views, entries)
        for source, views, entries in sums.annotate(
            sum_views=Sum("views"), sum_entries=Sum("entries")
        )
        .order_by()
        .values_list("source", "sum_views", "sum_entries")
    ]
    return sorted(found, key=lambda row: (-row.entries, -row.views, row.source))


def find_signs(period: Period, *, article: Article | None = None) -> list[Sign]:
    """Return the signs of all articles, or of one, by their number."""
    rows = PreviewRollup.objects.filter(period.condition)
    if article:
        rows = rows.filter(article=article)
    sums = rows.values("app").annotate(sum=Sum("signs")).order_by("-sum", "app")
    return [Sign(app, signs) for app, signs in sums.values_list("app", "sum")]
