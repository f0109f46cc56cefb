"""Public figures for any page of the site, cached so that most pages need no query."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from itertools import islice
from typing import Any, Final, TypeVar

import msgspec
from django.db.models import Q, Sum

from sharekit.figures import ACTS, SORTABLE
from sharekit.models import Article, ArticleTotal, Kind
from sharekit.nearest import suggest
from sharekit.reports import kept
from sharekit.reports.attempt import attempt
from sharekit.reports.figures.articles.ranking import MOST_SHARED, rank_articles
from sharekit.reports.figures.articles.sums import express
from sharekit.reports.period.days import MOST_DAYS, Period, last_days
from sharekit.reports.period.spans import limit as limit_totals

KEPT: Final = 60
"""Seconds for which a figure is cached."""
MOST: Final = 100
"""The most articles in a list."""
_Found = TypeVar("_Found")


class Popular(msgspec.Struct, frozen=True):
    """A shared article: its visits from shares, and the sum of its shares and copies."""

    url: str
    title: str
    clickbacks: int
    acts: int


def count_article(columns: Mapping[str, str], *, days: int | None = None, of: str = ACTS) -> int:
    """Return one figure of the article with some columns, 0 if the article is unknown.

    `of` is a name in SORTABLE; `days` is a number of days up to today, None means all days.
    Raises ValueError for any other value.
    """
    if of not in SORTABLE:
        raise ValueError(f"Unknown figure {of!r}. {suggest(of, SORTABLE)}")
    period = _parse_days(days)

    def count() -> int:
        found = {f"article__{column}": value for column, value in columns.items()}
        totals = ArticleTotal.objects.filter(limit_totals(period), **found)
        return totals.aggregate(sum=Sum(express(of)))["sum"] or 0

    return _keep(count, 0, "count", sorted(columns.items()), days, of) if columns else 0


def list_popular(
    limit: int, *, days: int | None = None, site: str = "", group: str = ""
) -> list[Popular]:
    """Return the articles whose shares brought the most visits, then the most shared ones.

    Articles without a web address are left out. `site` limits them to one site, by its host, and
    `group` to a group, such as `section:Sport`. Raises ValueError for a limit that is not between 1
    and MOST, and for a group of no kind.
    """
    if not _is_whole(limit, most=MOST):
        raise ValueError(f"The number of articles must be between 1 and {MOST}, not {limit!r}.")
    kind = group.partition(":")[0]
    if group and kind not in Kind.values:
        raise ValueError(f"Unknown kind of group {kind!r}. {suggest(kind, Kind.values)}")
    # PostgreSQL does not accept NUL.
    group = group.replace("\0", "")
    period = msgspec.structs.replace(_parse_days(days), site=site, group=group)

    def find() -> list[dict[str, Any]]:
        is_address = Q(url__startswith="https://") | Q(url__startswith="http://")
        found = rank_articles(Article.objects.filter(is_address), period, by=MOST_SHARED)
        first = islice(found, limit)
        shared = [row for row in first if row["clickbacks"] or row[ACTS]]
        return [{name: row[name] for name in Popular.__struct_fields__} for row in shared]

    nothing: list[dict[str, Any]] = []
    return [Popular(**row) for row in _keep(find, nothing, "popular", limit, days, site, group)]


def _parse_days(days: int | None) -> Period:
    if days is None:
        return Period()
    if not _is_whole(days, most=MOST_DAYS):
        raise ValueError(f"The number of days must be between 1 and {MOST_DAYS}, not {days!r}.")
    return last_days(days)


def _is_whole(number: object, *, most: int) -> bool:
    """Return whether a value given in a template is a whole number within bounds."""
    return isinstance(number, int) and 1 <= number <= most


def _keep(find: Callable[[], _Found], otherwise: _Found, *names: Any) -> _Found:
    """Return the value computed in the last KEPT seconds, otherwise compute it.

    A page of the site is shown without its figures, with `otherwise`, if they cannot be read.
    """
    # Some caches accept only short keys without white space.
    name = sha256(repr(names).encode()).hexdigest()
    found: _Found | None = kept.get(name)
    if found is None:
        found = attempt(find, None)
        if found is None:
            return otherwise
        kept.put(name, found, seconds=KEPT)
    return found
