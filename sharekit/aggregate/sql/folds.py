"""Rollups that are taken away: hours become days, and an article is forgotten."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django.db import connections, router

from sharekit.aggregate.sql.upserts import increment
from sharekit.models import ChannelTotal, Rollup, ShareRollup, SourceRollup, SourceTotal

FOLDED: Final = -1
"""The hour of a folded row."""


def fold(model: type[Rollup], day: date) -> int:
    """Replace the hours of a day by one row; return the number of rows replaced."""
    rows = _take(model, f"day = %s AND hour > {FOLDED}", day)
    folded = ((article, kind, day, FOLDED, *numbers) for article, kind, _, *numbers in rows)
    increment(model, _sum(folded, key=4))
    return len(rows)


def take_article(article: int) -> None:
    """Delete the rollups of an article, and take what they counted from the totals."""
    pairs = ((ShareRollup, ChannelTotal), (SourceRollup, SourceTotal))
    taken = [(total, _take(model, "article_id = %s", article)) for model, total in pairs]
    for total, rows in taken:
        sums = _sum((row[1:] for row in rows), key=2)
        increment(total, {key: [-number for number in numbers] for key, numbers in sums.items()})
        total._default_manager.filter(**dict.fromkeys(total.COUNTS, 0)).delete()


def _take(model: type[Rollup], condition: str, value: date | int) -> list[tuple[Any, ...]]:
    """Delete rows and return them: article's id, kind, day and counts.

    What is deleted is what is returned: a worker that counts a late event meanwhile adds to a row
    of its own.
    """
    columns = ", ".join(("article_id", model.KIND, "day", *model.COUNTS))
    with connections[router.db_for_write(model)].cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {model._meta.db_table} WHERE {condition} RETURNING {columns}",  # noqa: S608
            [value],
        )
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _sum(rows: Iterable[tuple[Any, ...]], *, key: int) -> dict[Any, list[int]]:
    """Return sums of the counts by the first `key` columns."""
    cells: dict[Any, list[int]] = {}
    for row in rows:
        numbers = row[key:]
        sums = cells.get(row[:key], [0] * len(numbers))
        cells[row[:key]] = [sum(pair) for pair in zip(sums, numbers, strict=True)]
    return cells
