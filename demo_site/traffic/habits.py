"""The random behaviour of readers: whether and how they share a link, and how many open it."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from typing import Final

from demo_site.traffic.letters import AGENTS
from demo_site.traffic.truth import Reader
from sharekit.tokens import ALPHABET

GROUP: Final = 0.04
"""The fraction of acts that reach a whole group and bring GROUP_VISITS times as many visits."""
GROUP_VISITS: Final = 8
QUIET: Final = 0.04
"""The fraction of readers who send Global Privacy Control."""
MOST_GROWTH: Final = 0.95
STEEPNESS: Final = 0.8
"""Zipf's law: an article's entries decrease with its rank to this power."""


@dataclass(frozen=True, kw_only=True)
class Habits:
    """The parameters of a world, which a report should find again.

    `passed_on` of 100 page views lead to an act (a share, a copy, an address that is sent without a
    mark), for an article of average appeal; `appeal` is the variation between articles (the
    standard deviation of its logarithm). `private` of 100 acts carry no mark; if they `go_apart`,
    readers send other articles than they share with a mark. An act brings `visits` visits on
    average, and `again` of 100 of these visitors reshare the link. `dark` of 100 entries without an
    act have no referrer; `dark_differs` is their variation between articles (as `appeal`).
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
    def reshares_per_100_shares(self) -> float:
        """How many of 100 marked acts lead to another marked act, on average: R."""
        return self.visits * self.again * (1 - self.private / 100)

    @property
    def growth(self) -> float:
        """How many acts an act leads to, on average, marked or not."""
        return self.visits * self.again / 100


class Chance:
    """Draws random events, the same for the same seed."""

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
        """Draw how many times as often as average an article is shared: marked, and privately."""
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
        """Draw whether a visitor who came by an act shares the link."""
        return self.random.random() * 100 < self.habits.again

    def draw_visits(self) -> int:
        """Draw how many visits an act brings: usually none, now and then a group's."""
        mean = self._usual * (GROUP_VISITS if self.random.random() < GROUP else 1)
        # Geometric, like a Poisson number whose mean differs between acts.
        return int(math.log(1 - self.random.random()) / math.log(mean / (1 + mean)))

    def count(self, mean: float) -> int:
        """Draw how often something happens that happens `mean` times on average (Poisson)."""
        if mean > 100:
            return max(0, round(self.random.gauss(mean, math.sqrt(mean))))
        left, number = self.random.expovariate(1.0), 0
        while left < mean:
            left += self.random.expovariate(1.0)
            number += 1
        return number

    def draw_reader(self) -> Reader:
        """Draw a new reader, as far as the site can see."""
        host = self.random.randrange(2**24)
        address = f"10.{host >> 16}.{host >> 8 & 255}.{host & 255}"
        return Reader(address, self.random.choice(AGENTS), self.random.random() < QUIET)

    def draw_token(self, letter: str) -> str:
        """Draw a token of the channel that has the letter."""
        return letter + "".join(self.random.choices(ALPHABET, k=10))

    def draw_id(self) -> str:
        """Draw the id of a marked visit."""
        return "".join(self.random.choices(ALPHABET, k=11))

    def choose(self, weights: dict[str, int]) -> str:
        """Draw one of the keys, by their weights."""
        return self.random.choices(list(weights), list(weights.values()))[0]


def weigh_articles(number: int) -> list[float]:
    """Return the fraction of all entries of each article, the most viewed first."""
    weights = [(rank + 1) ** -STEEPNESS for rank in range(number)]
    whole = sum(weights)
    return [weight / whole for weight in weights]
