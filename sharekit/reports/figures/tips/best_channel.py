"""The channel by which an article travels best."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec
from django.db.models import QuerySet

from sharekit.channels.find import is_pushed
from sharekit.figures import ACTS
from sharekit.reports.figures.ratios import divide
from sharekit.reports.period.sums import sum_groups, sum_up

_NAMES: Final = ("shares", "copies", "marked", "clickbacks", "inferred_clickbacks")


class BestChannel(msgspec.Struct, frozen=True):
    """A channel's slug, and the visits that each of its tracked shares brought.

    `visits_per_share` is None if too few shares are tracked to compare it; then the channel is the
    one with the most `visits` from shares, or, if no channel has any, the most used one. It is one
    by which a site can push an article itself, unless no such channel has any counts.
    """

    channel: str
    visits_per_share: float | None = None
    visits: int = 0


class Channels(msgspec.Struct, frozen=True):
    """An article's address and title, and its counts by channel."""

    url: str
    title: str
    counts: dict[str, dict[str, int]]

    def find_best(self, by: str = ACTS) -> BestChannel:
        """Return the channel with the most visits per share, of those to push by if there is one.

        Only channels with enough tracked shares for this ratio are compared. If none has, or if
        `by` is "clickbacks", it is the channel with the most visits from shares, and among equal
        ones the one with the most shares and copies.
        """
        used = [slug for slug, counts in self.counts.items() if any(counts.values())]
        pushed = [slug for slug in used if is_pushed(slug)] or list(self.counts)
        ratios = {slug: _divide(self.counts[slug]) for slug in pushed}
        best = min(ratios, key=lambda slug: (-ratios[slug], *self._rank(slug)))
        if by == ACTS and ratios[best]:
            return BestChannel(best, ratios[best], self.counts[best]["clickbacks"])
        most = min(pushed, key=self._rank)
        return BestChannel(most, visits=self.counts[most]["clickbacks"])

    def _rank(self, slug: str) -> tuple[int, int, str]:
        counts = self.counts[slug]
        return -counts["clickbacks"], -counts["shares"] - counts["copies"], slug


def list_channels(rows: QuerySet[Any]) -> dict[int, Channels]:
    """Return the articles of rows of counts by channel, by id, in one query."""
    keys = ("article_id", "article__url", "article__title", "channel")
    found: dict[int, Channels] = {}
    for (pk, url, title, channel), counts in sum_groups(rows, keys, _NAMES, by=sum_up):
        found.setdefault(pk, Channels(url, title, {})).counts[channel] = counts
    return found


def _divide(counts: Mapping[str, int]) -> float:
    """Return the visits per share as in `ratios`, 0 if there are none or too few shares."""
    visits = max(counts["clickbacks"] - counts["inferred_clickbacks"], 0)
    return divide(visits, counts["marked"], acts=counts["marked"]) or 0.0
