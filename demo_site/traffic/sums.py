"""A world as sums by article, without times and events: ten are drawn in a second."""

from __future__ import annotations

from dataclasses import dataclass

from demo_site.traffic.habits import Chance, weigh_articles


@dataclass
class Sums:
    """The entries of one article on some days: from marked acts, from private ones, and others.

    `dark` of the `others` have no referrer; they cannot be distinguished from `private`.
    """

    shared: int = 0
    private: int = 0
    others: int = 0
    dark: int = 0


Halves = tuple[Sums, Sums]
"""An article's odd and even days."""


def draw_sums(chance: Chance, *, articles: int, entries: int, later: float) -> list[Halves]:
    """Draw a world with about that many entries without an act.

    `later` is the fraction of visits that happen on a day of the other half than their act.
    """
    return [
        _draw_article(chance, entries=entries * weight, later=later)
        for weight in weigh_articles(articles)
    ]


def _draw_article(chance: Chance, *, entries: float, later: float) -> Halves:
    habits = chance.habits
    dark = min(1.0, habits.dark / 100 * chance.vary(habits.dark_differs))
    appeals = chance.draw_appeals()
    halves = (Sums(), Sums())
    for half, sums in enumerate(halves):
        sums.dark = chance.count(entries / 2 * dark)
        sums.others = sums.dark + chance.count(entries / 2 * (1 - dark))
        for is_private, appeal in appeals.items():
            for _ in range(chance.count(sums.others * habits.passed_on / 100 * appeal)):
                _draw_chain(chance, halves, half=half, is_private=is_private, later=later)
    return halves


def _draw_chain(
    chance: Chance, halves: Halves, *, half: int, is_private: bool, later: float
) -> None:
    acts = [(half, is_private)]
    while acts:
        half, is_private = acts.pop()
        for _ in range(chance.draw_visits()):
            day = half ^ (chance.random.random() < later)
            if is_private:
                halves[day].private += 1
            else:
                halves[day].shared += 1
            if chance.is_passed_on():
                acts.append((day, chance.is_private()))
