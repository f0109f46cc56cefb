"""Ratios between counts, left out where too few acts support them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

FEWEST: Final = 20
"""The fewest tracked shares for which a ratio is shown; with fewer it would be chance."""


class Ratios(msgspec.Struct, frozen=True):
    """Ratios over a period, None with fewer than FEWEST tracked shares, or visits for the last.

    `visits_per_share` is visits from recorded shares per tracked share, `reshares_per_100_shares`
    (R) is reshares per 100 tracked shares, `lift` is visits from shares per other visit, and
    `part_of_visits` is the part of all visits that came from shares.
    """

    visits_per_share: float | None
    reshares_per_100_shares: float | None
    lift: float | None
    part_of_visits: float | None


def compare(counts: Mapping[str, int]) -> Ratios:
    """Return the ratios of counts that have the names in STORED."""
    marked, clickbacks = counts["marked"], counts["clickbacks"]
    # A forged visit may carry another article's key. It then counts among the clickbacks of that
    # article, but among the inferred clickbacks of this one, which may exceed its clickbacks.
    known = max(clickbacks - counts["inferred_clickbacks"], 0)
    return Ratios(
        visits_per_share=divide(known, marked, acts=marked),
        reshares_per_100_shares=divide(100 * counts["reshares"], marked, acts=marked),
        lift=divide(clickbacks, counts["entries"] - clickbacks, acts=marked),
        # Visits support it, however few shares brought them.
        part_of_visits=divide(clickbacks, counts["entries"], acts=counts["entries"]),
    )


def divide(part: int, whole: int, *, acts: int) -> float | None:
    """Return a ratio, None if it rests on too few acts, or visits, or on nothing."""
    return part / whole if acts >= FEWEST and whole > 0 else None
