"""Sums of columns over many rows, read by the columns' names."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from django.db.models import BigIntegerField, FloatField, Q, QuerySet, Sum
from django.db.models.functions import Cast

from sharekit.models import Article, Counts, Rollup
from sharekit.reports.period.days import Period


class Whole(Cast):
    """A whole number as the database returns it: Django would call int() for each of them."""

    def __init__(self, number: Any) -> None:
        super().__init__(number, BigIntegerField())

    def get_db_converters(self, connection: Any) -> list[Any]:
        """Return nothing."""
        return []


def sum_up(count: Any, *, where: Q | None = None) -> Cast:
    """Return the sum of a column or expression, exact up to 2^53.

    PostgreSQL sums bigints as numerics; with ten thousand groups that takes five times as long.
    """
    return Whole(Sum(Cast(count, FloatField()), filter=where))


def select_rows(
    total: type[Counts],
    rollup: type[Rollup],
    period: Period,
    *,
    article: Article | None,
    hours: int | None = None,
) -> QuerySet[Any]:
    """Return the rows of a period: totals of all articles, or rollups of one or of some hours.

    `hours` is a number of first hours of each day; a folded day has none. No table has the totals
    of a group: see `figures.groups.days`.
    """
    if article is None and hours is None:
        return total._default_manager.filter(period.of_all)
    rows = rollup._default_manager.all()
    if article:
        rows = rows.filter(period.limit(""), article=article)
    else:
        rows = rows.filter(period.condition)
    return rows if hours is None else rows.filter(hour__gte=0, hour__lt=hours)


def sum_groups(
    rows: QuerySet[Any],
    keys: Sequence[str],
    names: Collection[str],
    *,
    by: Callable[[str], Any] = Sum,
    order: Sequence[str] = (),
) -> Iterator[tuple[tuple[Any, ...], dict[str, int]]]:
    """Yield the key of each group of rows, and the sums of its columns by their names."""
    for row in list_sums(rows, keys, names, by=by, order=order):
        yield row[: len(keys)], dict(zip(names, row[len(keys) :], strict=True))


def list_sums(
    rows: QuerySet[Any],
    keys: Sequence[str],
    names: Collection[str],
    *,
    by: Callable[[str], Any],
    order: Sequence[str] = (),
) -> QuerySet[Any, tuple[Any, ...]]:
    """Return the key of each group of rows and its sums as one tuple, for very many groups."""
    # An annotation must not have the name of a column.
    sums = {f"sum_{name}": by(name) for name in names}
    groups: QuerySet[Any, Any] = rows.values(*keys).annotate(**sums).order_by(*order)
    return groups.values_list(*keys, *sums)
