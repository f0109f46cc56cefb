"""Moves counts: hours into days, new totals into the totals of spans."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django.db import connections, models, router

from sharekit.aggregate.sql.upserts import increment
from sharekit.models import (
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
    rows = _take(model, f"day = %s AND hour > {FOLDED}", day, most=most)
    folded = ((article, kind, day, FOLDED, *numbers) for article, kind, _, _, *numbers in rows)
    increment(model, _sum(folded, key=4))
    return len(rows)


def spread(model: type[Total], day: date, *, most: int) -> int:
    """Move up to `most` new totals of a day to all spans that contain it; return how many there
    were.
    """
    rows = _take(model, f"span = {Span.NEW:d} AND day = %s", day, most=most)
    last = len(model.key()) - 2
    for span in Span:
        if span != Span.NEW:
            place = span.value, span.begin(day)
            increment(model, {(*row[:last], *place): row[last + 2 :] for row in rows})
    return len(rows)


def take_article(article: int) -> None:
    """Delete the rollups of an article, and subtract their counts from the totals over all
    articles.
    """
    pairs = ((ShareRollup, ChannelTotal), (SourceRollup, SourceTotal))
    taken = [(total, _take(model, "article_id = %s", article)) for model, total in pairs]
    for total, rows in taken:
        sums = _sum(((kind, day, *numbers) for _, kind, day, _, *numbers in rows), key=2)
        increment(total, {key: [-number for number in numbers] for key, numbers in sums.items()})
        total._default_manager.filter(**dict.fromkeys(total.COUNTS, 0)).delete()


def _take(
    model: type[Counts], condition: str, value: date | int, *, most: int | None = None
) -> list[tuple[Any, ...]]:
    """Delete rows, up to `most` or all, and return them: key and counts.

    Exactly the deleted rows are returned: a worker that counts a late event meanwhile adds to a new
    row. Rows are locked in the order of their keys, as in counting.
    """
    connection = connections[router.db_for_write(model)]
    columns = ", ".join((*model.key(), *model.COUNTS))
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
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _sort(model: type[Counts], column: str) -> str:
    """Return a column to order by as Python sorts; PostgreSQL's own order may mix upper and lower
    case.
    """
    is_text = isinstance(model._meta.get_field(column), models.CharField)
    return f'{column} COLLATE "C"' if is_text else column


def _sum(rows: Iterable[tuple[Any, ...]], *, key: int) -> dict[Any, list[int]]:
    """Return sums of the counts by the first `key` columns."""
    cells: dict[Any, list[int]] = {}
    for row in rows:
        numbers = row[key:]
        sums = cells.get(row[:key], [0] * len(numbers))
        cells[row[:key]] = [sum(pair) for pair in zip(sums, numbers, strict=True)]
    return cells
