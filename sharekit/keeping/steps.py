"""Cuts many rows into small steps, so that no statement and no list of rows grows with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeVar

from django.db.models import Model, QuerySet

STEP: Final = 500
"""The most rows of a step."""

Row = TypeVar("Row", bound=Model)


def cut(
    rows: QuerySet[Row], between: Callable[[], object] = lambda: None
) -> Iterator[QuerySet[Row]]:
    """Yield rows in small steps, in the order of their ids, and call `between` after each.

    Each step begins behind the last one, because PostgreSQL would pass over all rows that a
    transaction has deleted so far.
    """
    last = 0
    while step := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:STEP]):
        yield rows.model._default_manager.filter(pk__in=step)
        last = step[-1]
        between()


def delete(rows: QuerySet[Row], between: Callable[[], object] = lambda: None) -> int:
    """Delete rows as `cut` does, and return how many there were, with what hung on them."""
    return sum(step.delete()[0] for step in cut(rows, between))
