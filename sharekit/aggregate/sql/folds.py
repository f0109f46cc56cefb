"""Moves counts: hours into days, new totals into the totals of spans."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from django.db import connections, models, router

from sharekit.aggregate.sql.upserts import Cell, Key, Sums, increment
from sharekit.models import (
    Article,
    ChannelTotal,
    Counts,
    Rollup,
    ShareRollup,
    SourceRollup,
    SourceTotal,
    Span,
    Total,
)

FOLDED: Final = -1
"""The hour of a folded row."""


def fold(model: type[Rollup], day: date, *, most: int) -> int:
    """Replace up to `most` hourly rows of a day by daily rows; return how many there were."""
    taken = _take(model, f"day = %s AND hour > {FOLDED}", day, most=most)
    increment(model, _sum(taken, by=lambda key: Cell(*key)._replace(hour=FOLDED)))
    return len(taken)


def spread(model: type[Total], day: date, *, most: int) -> int:
    """Move up to `most` new totals of a day to all spans that contain it; return how many there
    were.
    """
    taken = _take(model, f"span = {Span.NEW:d} AND day = %s", day, most=most)
    for span in Span:
        if span != Span.NEW:
            # The key of every total ends with its span and day.
            place = span.value, span.begin(day)
            increment(model, {(*key[:-2], *place): sums for key, sums in taken.items()})
    return len(taken)


def take_article(article: Article) -> None:
    """Delete the rollups of an article, and subtract their counts from the totals of its site."""

    def get_kind(key: Any) -> Key:
        cell = Cell(*key)
        return cell.kind, cell.day, article.site, article.language

    pairs = ((ShareRollup, ChannelTotal), (SourceRollup, SourceTotal))
    taken = [(total, _take(model, "article_id = %s", article.pk)) for model, total in pairs]
    for total, rows in taken:
        sums = _sum(rows, by=get_kind)
        increment(
            total,
            {
                key: {column: -count for column, count in counts.items()}
                for key, counts in sums.items()
            },
        )
        total._default_manager.filter(**dict.fromkeys(total.counts(), 0)).delete()


def _take(
    model: type[Counts], condition: str, value: date | int, *, most: int | None = None
) -> dict[Key, Sums]:
    """Delete rows, up to `most` or all, and return their counts by key.

    Exactly the deleted rows are returned: a worker that counts a late event meanwhile adds to a new
    row. Rows are locked in the order of their keys, as in counting.
    """
    connection = connections[router.db_for_write(model)]
    key, counts = model.key(), model.counts()
    columns = ", ".join((*key, *counts))
    table = model._meta.db_table
    if most:
        condition = f"id IN (SELECT id FROM {table} WHERE {condition} LIMIT {most})"  # noqa: S608
    if connection.features.has_select_for_update:
        order = ", ".join(_sort(model, column) for column in model.key())
        locked = f"SELECT id FROM {table} WHERE {condition} ORDER BY {order} FOR UPDATE"  # noqa: S608
        condition = f"id IN ({locked})"
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {table} WHERE {condition} RETURNING {columns}",  # noqa: S608
            [value],
        )
        return {
            row[: len(key)]: dict(zip(counts, row[len(key) :], strict=True))
            for row in cursor.fetchall()
        }


def _sort(model: type[Counts], column: str) -> str:
    """Return a column to order by as Python sorts; PostgreSQL's own order may mix upper and lower
    case.
    """
    is_text = isinstance(model._meta.get_field(column), models.CharField)
    return f'{column} COLLATE "C"' if is_text else column


def _sum(rows: Mapping[Key, Sums], *, by: Callable[[Any], Key]) -> dict[Key, Sums]:
    """Return sums of the counts by the key that `by` returns."""
    totals: defaultdict[Key, Counter[str]] = defaultdict(Counter)
    for key, sums in rows.items():
        totals[by(key)].update(sums)
    return dict(totals)
