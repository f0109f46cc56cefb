"""A period in a few figures: what was passed on, by which way, and what came of it."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from django.db.models import QuerySet, Sum

from sharekit.channels import find
from sharekit.models import Article, ArticleTotal, ChannelTotal, ShareRollup
from sharekit.reports.figures import Ratios, compare, divide
from sharekit.reports.period import Period
from sharekit.reports.sources import sum_sources
from sharekit.reports.spans import DAILY

WAY_COUNTS: Final = ShareRollup.COUNTS
"""The counts of a way."""


class Way(msgspec.Struct, frozen=True):
    """One channel's counts, as ShareRollup describes them; `is_dark` as in Channel."""

    channel: str
    is_dark: bool
    shares: int
    copies: int
    marked: int
    clickbacks: int
    inferred: int
    inferred_clickbacks: int
    reshares: int
    arrivals: int


class Summary(msgspec.Struct, frozen=True):
    """The counts of a period, by the names of ArticleTotal.COUNTS, their ratios, and each way's.

    `dark_share` is the part of marked acts that went through dark channels; `dark_share_of_buttons`
    leaves copies out. Ways come by the visits they brought, then by their acts.
    """

    counts: dict[str, int]
    ratios: Ratios
    dark_share: float | None
    dark_share_of_buttons: float | None
    ways: list[Way]


def summarize(period: Period, *, article: Article | None = None) -> Summary:
    """Return the summary of all articles, or of one."""
    ways = find_ways(period, article=article)
    counts = dict.fromkeys(ArticleTotal.COUNTS, 0)
    counts |= {name: sum(getattr(way, name) for way in ways) for name in WAY_COUNTS}
    # Sums over all sources: what is rounded off of one is among another.
    for source in sum_sources(period, article=article):
        counts["views"] += source.views
        counts["entries"] += source.entries
        counts["dark"] += source.entries if source.source == "dark" else 0
    return Summary(
        counts=counts,
        ratios=compare(counts),
        dark_share=_find_dark_share(ways),
        dark_share_of_buttons=_find_dark_share([way for way in ways if not _makes_copies(way)]),
        ways=ways,
    )


def find_ways(period: Period, *, article: Article | None = None) -> list[Way]:
    """Return the counts of each channel that anything was counted for."""
    table = ChannelTotal if article is None else ShareRollup
    rows = _limit(table._default_manager.all(), period, article=article)
    sums = rows.values("channel").annotate(**{f"sum_{name}": Sum(name) for name in WAY_COUNTS})
    ways = [
        Way(
            row["channel"],
            _is_dark(row["channel"]),
            *(row[f"sum_{name}"] for name in WAY_COUNTS),
        )
        for row in sums.order_by()
    ]
    counted = [way for way in ways if any(getattr(way, name) for name in WAY_COUNTS)]
    return sorted(counted, key=lambda way: (-way.clickbacks, -way.shares - way.copies, way.channel))


def find_before(period: Period, *, article: Article | None = None) -> Summary | None:
    """Return the summary of as many days before, None where counting had not begun with them."""
    before = period.previous
    if before is None or before.since is None:
        return None
    begun = _limit(ArticleTotal.objects.filter(DAILY), Period(until=before.since), article=article)
    return summarize(before, article=article) if begun.exists() else None


def is_waiting() -> bool:
    """Tell whether nothing was ever passed on."""
    return not ChannelTotal.objects.exists()


def _limit(rows: QuerySet[Any], period: Period, *, article: Article | None) -> QuerySet[Any]:
    rows = rows.filter(period.condition)
    return rows.filter(article=article) if article else rows


def _find_dark_share(ways: list[Way]) -> float | None:
    marked = sum(way.marked for way in ways)
    return divide(sum(way.marked for way in ways if way.is_dark), marked, acts=marked)


def _is_dark(slug: str) -> bool:
    channel = find(slug)
    return channel is not None and channel.dark


def _makes_copies(way: Way) -> bool:
    channel = find(way.channel)
    return channel is not None and channel.makes == "copy"
