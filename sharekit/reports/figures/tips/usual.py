"""What is usual for an article in 24 hours, from its own spans of 24 hours and those of its site.

An old article is compared with its mean, a young one with what is left of the first days of other
young articles, and a new one with their first days. The count is negative binomial: besides chance,
its variance comes from days that differ, from means that are known from few counts, and from visits
that come in clumps, because one message reaches a whole group.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple, TypeVar

SPANS: Final = 7
"""The spans of 24 hours that say what is usual: each day of a week once."""
FEWEST: Final = 2
"""The fewest spans: on its first day, a site may have been counted for an hour only."""
_FEWEST_NEW: Final = 5
"""The fewest young articles that say how much first days differ."""
_UNSEEN: Final = 0.5
"""Counts that an article is credited with beyond its own: nothing may be seen by chance."""
_STEADY: Final = 20
"""Counts a day below which the change of the whole site is mostly chance."""
_CHANGES: Final = (0.5, 2.0)
"""The least and the most that the change of the whole site explains."""
_KNOWN: Final = 10
"""Counts of young articles from which their own decay weighs more than the assumed one."""
_DAYS: Final = (0.05, 0.3, 2.0)
"""The squared coefficient of variation between days: least, if not known, and most."""
_YOUNG: Final = (0.3, 0.5, 2.0)
"""The same for articles of less than a week."""
_SECOND: Final = 1.0
"""The least for the second span of an article: its first one may have been an hour long."""
_FIRST: Final = 1.0
"""The least squared coefficient of variation of first days: a few articles have most readers."""
_CLUMPS: Final = (1.0, 1.5, 6.0)
"""The variance of small counts in multiples of their mean: least, if not known, and most."""


class History(NamedTuple):
    """An article's counts by span: of the last 24 hours, then of each 24 hours before.

    `first` is the span in which the article was first counted, None if that is longer ago.
    """

    counts: tuple[int, ...]
    first: int | None = None


class Usual(NamedTuple):
    """The expected count, and the squared coefficient of variation of the rate behind it."""

    mean: float
    spread: float


class _Spread(NamedTuple):
    """The mean and the variance of the counts of so many articles."""

    mean: float
    variance: float
    articles: int


_What = TypeVar("_What")
_Counted = tuple[_What, int]
"""Something, and the number of articles that have it."""


class Habits:
    """What the articles of a site have in common.

    `histories` says how many articles have each: most articles of a large site have one of a few.
    `spans` is the number of spans before the last 24 hours that are known, at least FEWEST and
    fewer than SPANS on a young site.
    """

    def __init__(self, histories: Counter[History], *, spans: int) -> None:
        self._spans = spans
        self._sums = [0] * (SPANS + 1)
        for history, number in histories.items():
            for span, count in enumerate(history.counts):
                self._sums[span] += number * count
        items = histories.items()
        self._learn_old([(each.counts[1:], number) for each, number in items if each.first is None])
        # From the first span on, without the last 24 hours.
        lives = [(each.counts[each.first : 0 : -1], number) for each, number in items if each.first]
        self._learn_first(
            [(counts[0], number) for counts, number in lives], articles=histories.total()
        )
        self._learn_young(lives)

    def expect(self, history: History) -> Usual:
        """Return what is usual for an article in the last 24 hours."""
        first, seen = history.first, sum(history.counts[1:]) + _UNSEEN
        if first is None:
            mean, spread = seen / self._spans, self._days + self._clump / seen
        elif first == 0:
            mean, spread = self._first
        else:
            young = max(self._young, _SECOND) if first == 1 else self._young
            mean, spread = seen * self._left[first], young + self._clump / seen
        mean *= self._measure_change(history.counts)
        return Usual(mean, spread + (self._clump - 1) / mean)

    def _learn_old(self, articles: Iterable[_Counted[tuple[int, ...]]]) -> None:
        """Learn how days differ, and how far counts come in clumps."""
        pairs = []
        for counts, number in articles:
            mean = sum(counts) / self._spans
            squares = sum((count - mean) ** 2 for count in counts[: self._spans])
            pairs.append(_Spread(mean, squares / (self._spans - 1), number))
        # In small counts, days hardly differ; in others, they do.
        small = [each for each in pairs if each.mean < 1]
        clump = _divide(
            sum(each.articles * each.variance for each in small),
            sum(each.articles * each.mean for each in small),
            _CLUMPS,
        )
        # The largest clumps decide how probable many visits are, not the average ones.
        self._clump = 1 + 2 * (clump - 1)
        self._days = self._measure_spread(pairs, _DAYS)

    def _learn_first(self, begun: Sequence[_Counted[int]], *, articles: int) -> None:
        """Learn what is usual in the first span; the mean of the site counts as two articles."""
        usual = (sum(self._sums[1:]) + _UNSEEN) / (self._spans * articles)
        known = sum(number for _, number in begun)
        mean = (sum(number * count for count, number in begun) + 2 * usual) / (known + 2)
        squares = sum(number * (count - mean) ** 2 for count, number in begun)
        variance = squares / max(1, known - 1)
        is_known = known >= _FEWEST_NEW
        spread = max(_FIRST, (variance - mean) / mean**2) if is_known else 2 * _FIRST
        self._first = Usual(mean, spread)

    def _learn_young(self, lives: Sequence[_Counted[tuple[int, ...]]]) -> None:
        """Learn which part of all counts before is usual in each later span of an article."""
        self._left = {}
        pairs = []
        for age in range(1, SPANS + 1):
            known = [
                (counts[age], sum(counts[:age]), number)
                for counts, number in lives
                if len(counts) > age
            ]
            # Until more is known, readers are as many as the inverse of the age.
            own = sum(number * count for count, _, number in known) + _KNOWN / age
            before = sum(number * count for _, count, number in known) + _KNOWN
            self._left[age] = own / before
            for count, earlier, number in known:
                mean = self._left[age] * (earlier + _UNSEEN)
                pairs.append(_Spread(mean, (count - mean) ** 2, number))
        self._young = self._measure_spread(pairs, _YOUNG)

    def _measure_spread(
        self, pairs: Iterable[_Spread], bounds: tuple[float, float, float]
    ) -> float:
        """Return the squared coefficient of variation that chance leaves unexplained.

        The largest means do not decide it.
        """
        excess = squares = 0.0
        for mean, variance, articles in pairs:
            if mean >= 1:
                weight = articles / (1 + mean / _STEADY)
                excess += weight * (variance - self._clump * mean)
                squares += weight * mean**2
        return _divide(excess, squares, bounds)

    def _measure_change(self, counts: tuple[int, ...]) -> float:
        """Return how the last 24 hours of all other articles compare with the days before."""
        now, *before = (whole - own for whole, own in zip(self._sums, counts, strict=True))
        change: float = (now + _STEADY) / (sum(before) / self._spans + _STEADY)
        least, most = _CHANGES
        return min(most, max(least, change))


def _divide(part: float, whole: float, bounds: tuple[float, float, float]) -> float:
    """Return a ratio within bounds; they are least, if not known, and most."""
    least, unknown, most = bounds
    return min(most, max(least, part / whole)) if whole else unknown
