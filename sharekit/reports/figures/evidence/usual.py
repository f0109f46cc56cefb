"""What is usual for an article in 24 hours, from its own spans of 24 hours and those of the site.

The counts of an article vary by chance, from day to day, and with its age. They are modelled as
negative binomial: the rate behind them is known from few counts, and differs between days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

SPANS: Final = 7
"""The spans of 24 hours that say what is usual: each day of a week once."""
FEWEST_NEW: Final = 5
"""The fewest articles from which the usual first days are known well."""
_UNSEEN: Final = 0.5
"""The acts that an article is credited with beyond those counted, because none may be by chance."""
_STEADY: Final = 20
"""The acts of a day below which the site's own change is taken for chance, more or less."""
_SPREADS: Final = (0.05, 0.3, 2.0)
"""The squared coefficient of variation from day to day: least, if not known, and most."""
_CHANGES: Final = (0.5, 2.0)
"""The least and the most that the change of the whole site explains."""


class History(NamedTuple):
    """An article's counts by span: first of the last 24 hours, then of each 24 hours before.

    `first` is the span in which the article was first counted, None if that is longer ago.
    """

    counts: Sequence[int]
    first: int | None = None


class Usual(NamedTuple):
    """The expected count, and the squared coefficient of variation of the rate behind it."""

    mean: float
    spread: float


class Habits:
    """What the articles of a site have in common.

    `histories` are those of all articles with any count. `spans` is the number of spans before the
    last 24 hours, less than SPANS on a young site.
    """

    def __init__(self, histories: Iterable[History]) -> None:
        known = list(histories)
        self._sums = [sum(column) for column in zip(*(each.counts for each in known), strict=True)]
        self.spans = max((span for span, count in enumerate(self._sums) if count), default=0)
        if self.spans:
            old = [each.counts[1 : self.spans + 1] for each in known if each.first is None]
            self._spread = _measure_spread(old)
            counted = sum(self._sums[1:]) / (self.spans * len(known))
            self._curve, self._variety = _draw_curve(known, usual=counted)

    def expect(self, history: History) -> Usual:
        """Return what is usual for an article in the last 24 hours, if there are spans before."""
        change = self._measure_change(history.counts)
        first = history.first
        if first is None:
            seen = sum(history.counts[1:]) + _UNSEEN
            return Usual(seen / self.spans * change, 1 / seen + self._spread)
        # Its own days so far say by how much it differs from the site's articles of that age.
        seen = self._variety + sum(history.counts[1 : first + 1])
        usual = self._variety + sum(self._curve[:first])
        return Usual(self._curve[first] * seen / usual * change, 1 / seen + self._spread)

    def _measure_change(self, counts: Sequence[int]) -> float:
        """Return how the last 24 hours of all other articles compare with the days before."""
        now, *before = (whole - own for whole, own in zip(self._sums, counts, strict=True))
        change: float = (now + _STEADY) / (sum(before) / self.spans + _STEADY)
        least, most = _CHANGES
        return min(most, max(least, change))


def _measure_spread(articles: Iterable[Sequence[int]]) -> float:
    """Return how the days of an article differ by more than chance."""
    excess = squares = 0.0
    for counts in articles:
        mean = sum(counts) / len(counts)
        # Of an article with few counts, chance says more than its days.
        if mean >= 1 and len(counts) > 1:
            variance = sum((count - mean) ** 2 for count in counts) / (len(counts) - 1)
            excess += variance - mean
            squares += mean**2
    least, unknown, most = _SPREADS
    return min(most, max(least, excess / squares)) if squares else unknown


def _draw_curve(histories: Iterable[History], *, usual: float) -> tuple[list[float], float]:
    """Return the mean count at each age in spans, and the shape of the differences between
    articles.

    The site's mean counts as two articles more, so that few articles say little.
    """
    ages: defaultdict[int, list[int]] = defaultdict(list)
    for counts, first in histories:
        for age in range(first or 0):
            ages[age].append(counts[(first or 0) - age])
    curve = [
        (sum(ages[age]) + 2 * usual) / (len(ages[age]) + 2) or _UNSEEN for age in range(SPANS + 1)
    ]
    begun = ages[0]
    if len(begun) < FEWEST_NEW:
        return curve, _UNSEEN
    mean = sum(begun) / len(begun)
    variance = sum((count - mean) ** 2 for count in begun) / (len(begun) - 1)
    return curve, max(_UNSEEN, mean**2 / (variance - mean)) if variance > mean else 10.0
