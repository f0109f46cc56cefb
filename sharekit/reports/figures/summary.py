"""The counts, ratios and channels of a period."""

from __future__ import annotations

from typing import Any, ClassVar

import msgspec
from django.db.models import QuerySet

from sharekit.channels.find import find
from sharekit.figures import STORED
from sharekit.models import Article, ArticleTotal, ChannelTotal, ShareRollup
from sharekit.reports.figures.ratios import Ratios, compare, divide
from sharekit.reports.figures.sources import sum_sources
from sharekit.reports.period.days import Period
from sharekit.reports.period.spans import DAILY
from sharekit.reports.period.sums import sum_groups


class ChannelCounts(msgspec.Struct, frozen=True):
    """One channel's counts by the names in COUNTS; `is_private` is Channel.private."""

    COUNTS: ClassVar[tuple[str, ...]] = tuple(
        name for name in STORED if name in ShareRollup.counts()
    )

    channel: str
    is_private: bool
    counts: dict[str, int]

    def flatten(self) -> dict[str, Any]:
        """Return the channel as JSON and tables show it: each count under its own name."""
        return {"channel": self.channel, "is_private": self.is_private, **self.counts}


class Summary(msgspec.Struct, frozen=True):
    """The counts of a period by the names in STORED, their ratios, and the channels.

    `private_share` is the part of marked acts that went through private channels;
    `private_share_of_buttons` leaves copies out. Channels are ordered by the visits they brought,
    then by their acts.
    """

    counts: dict[str, int]
    ratios: Ratios
    private_share: float | None
    private_share_of_buttons: float | None
    channels: list[ChannelCounts]


def summarize(period: Period, *, article: Article | None = None) -> Summary:
    """Return the summary of all articles, or of one."""
    channels = count_channels(period, article=article)
    counts = {name: sum(each.counts.get(name, 0) for each in channels) for name in STORED}
    # Summed over all sources, so that rounding campaigns does not change the totals.
    for source in sum_sources(period, article=article):
        counts["views"] += source.views
        counts["entries"] += source.entries
        counts["dark"] += source.entries if source.source == "dark" else 0
    return Summary(
        counts=counts,
        ratios=compare(counts),
        private_share=_get_private_share(channels),
        private_share_of_buttons=_get_private_share(
            [each for each in channels if not _makes_copies(each)]
        ),
        channels=channels,
    )


def count_channels(period: Period, *, article: Article | None = None) -> list[ChannelCounts]:
    """Return the counts of each channel that has any."""
    table = ChannelTotal if article is None else ShareRollup
    rows: QuerySet[Any] = table._default_manager.all()
    if article is None:
        rows = rows.filter(period.of_all)
    else:
        rows = rows.filter(period.limit(""), article=article)
    channels = [
        ChannelCounts(channel, _is_private(channel), sums)
        for (channel,), sums in sum_groups(rows, ("channel",), ChannelCounts.COUNTS)
    ]
    return sorted((each for each in channels if any(each.counts.values())), key=_rank)


def _rank(each: ChannelCounts) -> tuple[int, int, str]:
    counts = each.counts
    return -counts["clickbacks"], -counts["shares"] - counts["copies"], each.channel


def summarize_previous(period: Period, *, article: Article | None = None) -> Summary | None:
    """Return the summary of the same number of days before, None if counting began later."""
    before = period.previous
    if before is None or before.since is None:
        return None
    begun = ArticleTotal.objects.filter(DAILY, day__lte=before.since)
    if article:
        begun = begun.filter(article=article)
    elif period.site:
        begun = begun.filter(article__site=period.site)
    return summarize(before, article=article) if begun.exists() else None


def is_waiting() -> bool:
    """Return whether no share or copy has ever been counted."""
    return not ChannelTotal.objects.exists()


def _get_private_share(channels: list[ChannelCounts]) -> float | None:
    marked = sum(each.counts["marked"] for each in channels)
    private = sum(each.counts["marked"] for each in channels if each.is_private)
    return divide(private, marked, acts=marked)


def _is_private(slug: str) -> bool:
    channel = find(slug)
    return channel is not None and channel.private


def _makes_copies(counts: ChannelCounts) -> bool:
    channel = find(counts.channel)
    return channel is not None and channel.makes == "copy"
