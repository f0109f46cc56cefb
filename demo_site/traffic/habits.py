"""What readers do, by chance: whether they pass a link on, how, and how many open it."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from typing import Final

GROUP: Final = 0.04
"""The part of acts that reach a whole group and bring GROUP_VISITS times as many visits."""
GROUP_VISITS: Final = 8
MOST_GROWTH: Final = 0.95
STEEPNESS: Final = 0.8
"""Zipf's law: an article's entries fall with its rank to this power."""


@dataclass(frozen=True, kw_only=True)
class Habits:
    """The parameters of a world: what a report should find again.

    `passed_on` of 100 readings lead to an act (a share, a copy, an address handed on as it is), by
    an article that appeals as the average one does; `appeal` is how much articles differ in it (the
    standard deviation of its logarithm). `private` of 100 acts carry no mark of ours; where they
    `go_apart`, readers hand on other articles than they share with a mark. An act brings `visits`
    visits on average, and `again` of 100 who come by one pass the link on themselves. `dark` of 100
    entries that no act brought hide where they come from; by articles these differ by
    `dark_differs` (as `appeal`).
    """

    passed_on: float = 3.0
    appeal: float = 0.8
    private: float = 50.0
    go_apart: bool = False
    visits: float = 1.5
    again: float = 15.0
    dark: float = 15.0
    dark_differs: float = 0.1

    @property
    def new_shares(self) -> float:
        """How many of 100 marked acts lead to another marked one, on average: R."""
        return self.visits * self.again * (1 - self.private / 100)

    @property
    def growth(self) -> float:
        """How many acts an act leads to, on average, marked or not."""
        return self.visits * self.again / 100


class Chance:
    """Draws what happens, the same for the same seed."""

    def __init__(self, habits: Habits, *, seed: int) -> None:
        if habits.visits <= 0 or habits.growth >= MOST_GROWTH:
            raise ValueError(
                f"visits must be more than 0, not {habits.visits:g}, and visits x again below "
                f"{100 * MOST_GROWTH:g}, not {100 * habits.growth:g}: chains would never end"
            )
        self.habits = habits
        self.random = random.Random(seed)  # noqa: S311 # a world, no secret
        self._usual = habits.visits / (1 + GROUP * (GROUP_VISITS - 1))

    def draw_appeals(self) -> dict[bool, float]:
        """Draw how many times as often as others an article is passed on: marked, and privately."""
        marked = self.vary(self.habits.appeal)
        private = self.vary(self.habits.appeal) if self.habits.go_apart else marked
        part = self.habits.private / 100
        return {False: marked * (1 - part), True: private * part}

    def vary(self, deviation: float) -> float:
        """Draw a factor around 1, on average 1."""
        return self.random.lognormvariate(-deviation * deviation / 2, deviation)

    def is_private(self) -> bool:
        """Draw whether an act carries no mark."""
        return self.random.random() * 100 < self.habits.private

    def is_passed_on(self) -> bool:
        """Draw whether somebody who came by an act passes the link on."""
        return self.random.random() * 100 < self.habits.again

    def draw_visits(self) -> int:
        """Draw how many visits an act brings: none most often, now and then a group's."""
        mean = self._usual * (GROUP_VISITS if self.random.random() < GROUP else 1)
        # Geometric: what a Poisson number is whose mean differs from act to act.
        return int(math.log(1 - self.random.random()) / math.log(mean / (1 + mean)))

    def count(self, mean: float) -> int:
        """Draw how often something happens that does so `mean` times on average (Poisson)."""
        if mean > 100:
            return max(0, round(self.random.gauss(mean, math.sqrt(mean))))
        left, number = self.random.expovariate(1.0), 0
        while left < mean:
            left += self.random.expovariate(1.0)
            number += 1
        return number


def weigh_articles(number: int) -> list[float]:
    """Return the parts of all entries that go to each article, the most read first."""
    weights = [(rank + 1) ** -STEEPNESS for rank in range(number)]
    whole = sum(weights)
    return [weight / whole for weight in weights]
