"""What counts say about one another: ratios, none of them made of too few acts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

FEWEST: Final = 20
"""Marked acts below which a ratio would be chance: there are counts, and no ratio."""


class Ratios(msgspec.Struct, frozen=True):
    """Ratios over a period, None where there were fewer than FEWEST marked acts.

    `visits_per_share` is how many visits one marked share or copy brought (links known by visits
    alone left out), `new_shares` how many shares by readers who came from a share there were for
    100 shares (R), and `viral_lift` how many visits from shares for each other visit from outside.
    """

    visits_per_share: float | None
    new_shares: float | None
    viral_lift: float | None


def compare(counts: Mapping[str, int]) -> Ratios:
    """Return the ratios of counts by the names of ArticleTotal.COUNTS."""
    marked, clickbacks = counts["marked"], counts["clickbacks"]
    return Ratios(
        visits_per_share=divide(clickbacks - counts["inferred_clickbacks"], marked, acts=marked),
        new_shares=divide(100 * counts["reshares"], marked, acts=marked),
        viral_lift=divide(clickbacks, counts["entries"] - clickbacks, acts=marked),
    )


def divide(part: int, whole: int, *, acts: int) -> float | None:
    """Return a ratio, None where it would rest on too few acts or on nothing."""
    return part / whole if acts >= FEWEST and whole > 0 else None
