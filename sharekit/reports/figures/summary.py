"""The counts, ratios and channels of a period."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar

import msgspec

from sharekit.channels.find import find
from sharekit.conf import settings
from sharekit.figures import STORED
from sharekit.models import Article, ChannelTotal, ShareRollup
from sharekit.reports.figures.groups.days import GroupDays, read_group
from sharekit.reports.figures.ratios import Ratios, compare, compare_visits, divide
from sharekit.reports.figures.sources import Source, sum_sources
from sharekit.reports.period.days import Period
from sharekit.reports.period.sums import select_rows, sum_groups


class ChannelCounts(msgspec.Struct, frozen=True):
    """One channel's counts by the names in COUNTS; `is_private` is Channel.private.

    Lookups are left out, because they are not shares. `visits_per_share` is None below
    `ratios.FEWEST` marked acts.
    """

    COUNTS: ClassVar[tuple[str, ...]] = tuple(
        name for name in STORED if name in ShareRollup.counts() and name != "lookups"
    )

    channel: str
    is_private: bool
    counts: dict[str, int]

    @property
    def visits_per_share(self) -> float | None:
        """The visits from recorded shares for each tracked share."""
        return compare_visits(self.counts)

    def flatten(self) -> dict[str, Any]:
        """Return the channel as JSON and tables show it: each figure under its own name."""
        return {
            "channel": self.channel,
            "is_private": self.is_private,
            "visits_per_share": self.visits_per_share,
            **self.counts,
        }


class Summary(msgspec.Struct, frozen=True):
    """The counts of a period by the names in STORED, their ratios, and the channels.

    `private_share` is the part of marked acts that went through private channels;
    `private_share_of_buttons` leaves copies out. Both are None if readers had no public channel to
    choose, because they would be 1 whatever readers do. Channels are ordered by the visits they
    brought, then by their acts.
    """

    counts: dict[str, int]
    ratios: Ratios
    private_share: float | None
    private_share_of_buttons: float | None
    channels: list[ChannelCounts]


def summarize(
    period: Period,
    *,
    article: Article | None = None,
    hours: int | None = None,
    of_group: GroupDays | None = None,
) -> Summary:
    """Return the summary of all articles, or of one.

    `hours` limits it to so many first hours of each day, which must not be folded yet. It is for a
    few days: all rollups of these days are read. `of_group` has the days of the period's group if
    they were read before.
    """
    of_group = read_group(period, article=article, hours=hours, of_group=of_group)
    sums = _sum_channels(period, article=article, hours=hours, of_group=of_group)
    channels = _build_channels(sums)
    counts = {name: sum(each.get(name, 0) for each in sums.values()) for name in STORED}
    counts |= _sum_views(sum_sources(period, article=article, hours=hours, of_group=of_group))
    buttons = [each for each in channels if not _makes_copies(each)]
    has_choice = _offers_public(channels)
    return Summary(
        counts=counts,
        ratios=compare(counts),
        private_share=_get_private_share(channels) if has_choice else None,
        private_share_of_buttons=_get_private_share(buttons) if has_choice else None,
        channels=channels,
    )


def _sum_views(sources: Collection[Source]) -> dict[str, int]:
    """Return page views, visits, and visits without a referrer."""
    # Summed over all sources, so that rounding campaigns does not change the totals.
    return {
        "views": sum(each.views for each in sources),
        "entries": sum(each.entries for each in sources),
        "dark": sum(each.entries for each in sources if each.source == "dark"),
    }


def count_channels(period: Period, *, article: Article | None = None) -> list[ChannelCounts]:
    """Return the counts of each channel that has any."""
    of_group = read_group(period, article=article)
    return _build_channels(_sum_channels(period, article=article, of_group=of_group))


def _sum_channels(
    period: Period,
    *,
    article: Article | None,
    hours: int | None = None,
    of_group: GroupDays | None,
) -> dict[str, dict[str, int]]:
    if of_group:
        return of_group.sum_channels()
    rows = select_rows(ChannelTotal, ShareRollup, period, article=article, hours=hours)
    return {slug: sums for (slug,), sums in sum_groups(rows, ("channel",), ChannelTotal.counts())}


def _build_channels(sums: dict[str, dict[str, int]]) -> list[ChannelCounts]:
    channels = [
        ChannelCounts(
            slug, _is_private(slug), {name: counts[name] for name in ChannelCounts.COUNTS}
        )
        for slug, counts in sums.items()
    ]
    return sorted((each for each in channels if any(each.counts.values())), key=_rank)


def _rank(each: ChannelCounts) -> tuple[int, int, str]:
    counts = each.counts
    return -counts["clickbacks"], -counts["shares"] - counts["copies"], each.channel


def is_waiting() -> bool:
    """Return whether no share, no copy and no visit from a share has ever been counted."""
    only_lookups = {"shares": 0, "copies": 0, "clickbacks": 0, "arrivals": 0}
    return not ChannelTotal.objects.exclude(**only_lookups).exists()


def _offers_public(channels: list[ChannelCounts]) -> bool:
    """Return whether bars show a public channel, or readers shared through one all the same."""
    used = [each.channel for each in channels if each.counts["marked"]]
    known = filter(None, map(find, [*settings.channels, *used]))
    return not all(channel.private for channel in known)


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
