"""The articles whose visits from shares changed most from one week to the next."""

from __future__ import annotations

from typing import Final

import msgspec

from sharekit.models import Article
from sharekit.reports.figures.articles.ranking import MOST_SHARED, rank_articles
from sharekit.reports.period.comparable import Comparable
from sharekit.reports.period.days import Period

FEWEST: Final = 5
"""The smallest change that is worth a line."""
MOST: Final = 3
"""The most articles that went up, and the most that went down."""


class Mover(msgspec.Struct, frozen=True):
    """An article, and its visits from shares in the one and the other week."""

    id: int
    url: str
    title: str
    now: int
    before: int


def list_movers(days: Comparable) -> list[Mover]:
    """Return the articles that moved most, those that went up first."""
    now, before = _count(days.now), _count(days.before)
    named = {**before, **now}
    movers = [
        Mover(pk, url, title, *(each[pk][2] if pk in each else 0 for each in (now, before)))
        for pk, (url, title, _visits) in named.items()
    ]
    ranked = sorted(movers, key=lambda each: (each.before - each.now, each.url))
    up = [each for each in ranked if each.now - each.before >= FEWEST]
    down = [each for each in reversed(ranked) if each.before - each.now >= FEWEST]
    return [*up[:MOST], *down[:MOST]]


def _count(period: Period) -> dict[int, tuple[str, str, int]]:
    """Return address, title and visits from shares of each article that was counted."""
    articles = Article.objects.filter(period.limit_articles(""))
    rows = rank_articles(articles, period, by=MOST_SHARED)
    return {row["pk"]: (row["url"], row["title"], row["clickbacks"]) for row in rows}
