"""Hours of old days, added up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.db import connections, router

from sharekit.aggregate.sql.upserts import Cell, increment
from sharekit.models import ShareRollup, SourceRollup

FOLDED: int = -1
"""The hour of a folded row."""


def fold(
    model: type[ShareRollup | SourceRollup], kind: str, counts: Sequence[str], *, day: date
) -> int:
    """Replace the hours of a day by one row; return the number of rows replaced.

    `kind` names the column "channel" or "source". What is deleted is what is added: a worker that
    counts a late event meanwhile adds to a row of its own.
    """
    columns = ", ".join(("article_id", kind, "day", *counts))
    with connections[router.db_for_write(model)].cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {model._meta.db_table} WHERE day = %s AND hour > {FOLDED} "  # noqa: S608
            f"RETURNING {columns}",
            [day],
        )
        rows = cursor.fetchall()
    cells: dict[Cell, Counter[str]] = {}
    for article, value, day, *numbers in rows:
        cell = cells.setdefault((article, value, day, FOLDED), Counter())
        cell.update(dict(zip(counts, numbers, strict=True)))
    increment(model, kind, counts, cells)
    return len(rows)
