"""How often the articles of a site are shared for their page views, shrunk where there are few.

The shares of an article are a Poisson count whose rate is its page views times what is usual on the
site times a factor of its own. The factors of all articles are gamma distributed around 1; how far
they differ is measured, too (empirical Bayes).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

_CERTAINTY: Final = -1.645
"""The normal quantile of the lower bound: 95 of 100 are above it."""
_FEWEST: Final = 0.5
"""The fewest expected acts of an article from which differences are measured."""
_VARIETIES: Final = (0.02, 0.25, 4.0)
"""The squared coefficient of variation of the factors: least, if not known, and most."""


class Rates:
    """The usual rate of a site, and how articles differ from it; `counts` are (acts, views)."""

    def __init__(self, counts: Iterable[tuple[int, int]]) -> None:
        known = list(counts)
        views = sum(of for _, of in known)
        self.usual = sum(acts for acts, _ in known) / views if views else 0.0
        self._shape = 1 / self._measure_variety(known)

    def get_factor(self, acts: int, views: int) -> float:
        """Return how many times as often as usual an article is shared."""
        return (self._shape + acts) / (self._shape + self.usual * views)

    def get_least(self, acts: int, views: int) -> float:
        """Return the lower bound of that factor."""
        shape = self._shape + acts
        # Wilson and Hilferty's approximation of the gamma distribution (1931).
        root = 1 - 1 / (9 * shape) + _CERTAINTY / (3 * math.sqrt(shape))
        return float(shape * max(0.0, root) ** 3) / (self._shape + self.usual * views)

    def _measure_variety(self, known: Iterable[tuple[int, int]]) -> float:
        excess = expected = 0.0
        for acts, views in known:
            mean = self.usual * views
            if mean >= _FEWEST:
                excess += (acts - mean) ** 2 / mean - 1
                expected += mean
        least, unknown, most = _VARIETIES
        return min(most, max(least, excess / expected)) if expected else unknown
