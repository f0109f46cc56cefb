"""Figures for readers, on any page of the site: kept in Django's cache, so a page asks no query."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from itertools import islice
from typing import Any, Final, TypeVar

import msgspec
from django.db.models import F, Q, Sum

from sharekit.models import Article, ArticleTotal
from sharekit.reports import kept
from sharekit.reports.articles import ACTS, COUNTS, MOST_PASSED_ON, rank_articles
from sharekit.reports.period import MOST_DAYS, Period, last_days
from sharekit.reports.spans import limit as limit_totals

KEPT: Final = 60
"""Seconds that a figure is kept for."""
MOST: Final = 100
"""Articles that a list holds at most."""
_Found = TypeVar("_Found")


class Popular(msgspec.Struct, frozen=True):
    """An article that was passed on, and its shares and copies together."""

    url: str
    title: str
    acts: int


def count_article(identity: str, *, days: int | None = None, of: str = ACTS) -> int:
    """Return one figure of an article, 0 where nobody knows it.

    `of` is a name in COUNTS, or ACTS; `days` are the last ones, None is all. Raises ValueError for
    any other.
    """
    if of not in (ACTS, *COUNTS):
        raise ValueError(f"There is no figure {of!r}. Choose from {', '.join((ACTS, *COUNTS))}.")
    period = _read_days(days)

    def count() -> int:
        totals = ArticleTotal.objects.filter(limit_totals(period), article__identity=identity)
        figure = F("shares") + F("copies") if of == ACTS else F(of)
        return totals.aggregate(sum=Sum(figure))["sum"] or 0

    return _keep(count, "count", identity, days, of) if identity else 0


def list_popular(limit: int, *, days: int | None = None) -> list[Popular]:
    """Return the articles that were passed on most, those alone that have an address to go to.

    Raises ValueError for a limit that is not 1 to MOST.
    """
    if not _is_whole(limit, most=MOST):
        raise ValueError(f"The number of articles is 1 to {MOST}, not {limit!r}.")
    period = _read_days(days)

    def find() -> list[tuple[str, str, int]]:
        is_address = Q(url__startswith="https://") | Q(url__startswith="http://")
        found = rank_articles(Article.objects.filter(is_address), period, by=MOST_PASSED_ON)
        first = islice(found, limit)
        return [(row["url"], row["title"], row[ACTS]) for row in first if row[ACTS]]

    return [Popular(*row) for row in _keep(find, "popular", limit, days)]


def _read_days(days: int | None) -> Period:
    if days is None:
        return Period()
    if not _is_whole(days, most=MOST_DAYS):
        raise ValueError(f"The number of days is 1 to {MOST_DAYS}, not {days!r}.")
    return last_days(days)


def _is_whole(number: object, *, most: int) -> bool:
    """Tell whether what a template gives is a number within bounds."""
    return isinstance(number, int) and 1 <= number <= most


def _keep(find: Callable[[], _Found], *names: Any) -> _Found:
    """Return what was found in the last KEPT seconds, else find it."""
    # A cache may take short keys alone, and no white space.
    name = sha256(repr(names).encode()).hexdigest()
    found: _Found | None = kept.get(name)
    if found is None:
        found = find()
        kept.put(name, found, seconds=KEPT)
    return found
