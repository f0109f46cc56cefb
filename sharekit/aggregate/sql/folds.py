"""Hours of old days, added up."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.db import connections, router

from sharekit.aggregate.sql.upserts import Cell, increment
from sharekit.models import Rollup

FOLDED: Final = -1
"""The hour of a folded row."""


def fold(model: type[Rollup], day: date) -> int:
    """Replace the hours of a day by one row; return the number of rows replaced.

    What is deleted is what is added: a worker that counts a late event meanwhile adds to a row of
    its own.
    """
    columns = ", ".join(("article_id", model.KIND, *model.COUNTS))
    with connections[router.db_for_write(model)].cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {model._meta.db_table} WHERE day = %s AND hour > {FOLDED} "  # noqa: S608
            f"RETURNING {columns}",
            [day],
        )
        rows = cursor.fetchall()
    cells: dict[Cell, list[int]] = {}
    for article, kind, *numbers in rows:
        cell = (article, kind, day, FOLDED)
        sums = cells.get(cell, [0] * len(numbers))
        cells[cell] = [sum(pair) for pair in zip(sums, numbers, strict=True)]
    increment(model, cells)
    return len(rows)
