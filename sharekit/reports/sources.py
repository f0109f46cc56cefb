"""Where visits come from, and the signs that a link was posted in a chat."""

from __future__ import annotations

from typing import Final

import msgspec
from django.db.models import Sum

from sharekit.models import Article, PreviewRollup, SourceRollup, SourceTotal
from sharekit.reports.campaigns import CAMPAIGN, count_entries
from sharekit.reports.period import Period
from sharekit.reports.rounding import round_down

WITHIN: Final = ""
"""The source of readings that began no visit."""
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

    Campaigns are told in fives, and their rest is among other sites.
    """
    found = {row.source: row for row in sum_sources(period, article=article)}
    if CAMPAIGN in found:
        whole, others = found[CAMPAIGN], found.get(REFERRAL, Source(REFERRAL, 0, 0))
        # What was counted in between stands in one of the two alone.
        told = min(count_entries(period, article=article), round_down(whole.entries))
        found[CAMPAIGN] = Source(CAMPAIGN, views=told, entries=told)
        found[REFERRAL] = Source(
            REFERRAL,
            views=others.views + whole.views - told,
            entries=others.entries + whole.entries - told,
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


def find_signs(period: Period, *, article: Article | None = None) -> list[Sign]:
    """Return the signs of all articles, or of one, by their number."""
    rows = PreviewRollup.objects.filter(period.condition)
    if article:
        rows = rows.filter(article=article)
    sums = rows.values("app").annotate(sum=Sum("signs")).filter(sum__gt=0).order_by("-sum", "app")
    return [Sign(app, signs) for app, signs in sums.values_list("app", "sum")]
