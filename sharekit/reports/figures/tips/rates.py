"""How often the articles of a site are shared for their page views, shrunk where there are few.

The shares of an article are a Poisson count: its page views, times the usual rate of its site,
times a factor of its own. The factors of all articles are gamma distributed around 1, and how far
they differ is learned from the site, too (empirical Bayes).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

_FEWEST: Final = 0.5
"""The fewest expected acts of an article from which the differences are learned."""
_VARIETIES: Final = (0.25, 1.0)
"""The least and the most squared coefficient of variation of the factors.

Less would take an exception for chance, because there are few of them to learn from.
"""


class Rates:
    """The usual rate of a site, and how its articles differ; `counts` are acts and page views."""

    def __init__(self, counts: Collection[tuple[int, int]]) -> None:
        acts, views = (sum(column) for column in zip((0, 0), *counts, strict=True))
        self._usual = acts / views if views else 0.0
        excess = expected = 0.0
        for own, seen in counts:
            mean = self._usual * seen
            if mean >= _FEWEST:
                excess += (own - mean) ** 2 / mean - 1
                expected += mean
        least, most = _VARIETIES
        self._shape = 1 / min(most, max(least, excess / expected if expected else least))

    def expect(self, views: int) -> float:
        """Return how many acts are usual for so many page views."""
        return self._usual * views

    def shrink(self, acts: int, views: int) -> float:
        """Return how many times as often as usual an article is shared, closer to 1 if seldom."""
        return (self._shape + acts) / (self._shape + self.expect(views))
