"""Where visits come from, and the signs that a link was posted in a chat."""

from __future__ import annotations

from typing import Final

import msgspec
from django.db.models import Sum

from sharekit.models import Article, PreviewRollup, SourceRollup, SourceTotal
from sharekit.reports.period import Period
from sharekit.reports.rounding import sum_rounded

WITHIN: Final = ""
"""The source of readings that began no visit."""
CAMPAIGN: Final = "campaign"
REFERRAL: Final = "referral"


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
    """Return the sources of all articles, or of one: those of visits first, by their number.

    Campaigns are rounded down on each day of each article, the smallest part that a report can be
    about, and their rest is among other sites. So every figure is a sum of what is told of its
    parts: to take one from another tells no more.
    """
    # First: what is counted in between is then among the rest.
    told = _sum_campaigns(period, article=article)
    found = {row.source: row for row in sum_sources(period, article=article)}
    if CAMPAIGN in found:
        whole, others = found[CAMPAIGN], found.get(REFERRAL, Source(REFERRAL, 0, 0))
        found[CAMPAIGN] = told
        found[REFERRAL] = Source(
            REFERRAL,
            views=others.views + max(whole.views - told.views, 0),
            entries=others.entries + max(whole.entries - told.entries, 0),
        )
    listed = [row for row in found.values() if row.views]
    return sorted(listed, key=lambda row: (-row.entries, -row.views, row.source))


def sum_sources(period: Period, *, article: Article | None = None) -> list[Source]:
    """Return what was counted of each source: exact, so to be summed up and never told."""
    rows = (
        SourceTotal.objects.all()
        if article is None
        else SourceRollup.objects.filter(article=article)
    )
    sums = rows.filter(period.condition).values("source")
    return [
        Source(source, views, entries)
        for source, views, entries in sums.annotate(
            sum_views=Sum("views"), sum_entries=Sum("entries")
        )
        .order_by()
        .values_list("source", "sum_views", "sum_entries")
    ]


def _sum_campaigns(period: Period, *, article: Article | None) -> Source:
    """Return what may be told of campaigns."""
    rows = SourceRollup.objects.filter(period.condition, source=CAMPAIGN)
    if article:
        rows = rows.filter(article=article)
    rounded = {f"rounded_{name}": sum_rounded(name) for name in SourceRollup.COUNTS}
    cells = rows.order_by().values("article_id", "day").annotate(**rounded)
    sums = cells.aggregate(**{name: Sum(f"rounded_{name}") for name in SourceRollup.COUNTS})
    return Source(CAMPAIGN, views=sums["views"] or 0, entries=sums["entries"] or 0)


def find_signs(period: Period, *, article: Article | None = None) -> list[Sign]:
    """Return the signs of all articles, or of one, by their number."""
    rows = PreviewRollup.objects.filter(period.condition)
    if article:
        rows = rows.filter(article=article)
    sums = rows.values("app").annotate(sum=Sum("signs")).filter(sum__gt=0).order_by("-sum", "app")
    return [Sign(app, signs) for app, signs in sums.values_list("app", "sum")]
