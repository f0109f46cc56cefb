"""What optional apps delete, and what they export of a person."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.db import router, transaction

from sharekit import log
from sharekit.extensions import KEEPERS, Keeper
from sharekit.models import Article


def prune_optional() -> dict[str, int]:
    """Let each app delete its old rows; return how many, by title, without apps that had none.

    An app that fails is logged, so that it keeps back neither counting nor the other apps.
    """

    def prune(keeper: Keeper) -> int:
        try:
            return keeper.prune()
        except Exception as error:  # noqa: BLE001 - each app raises its own
            log.write_throttled(
                logging.ERROR,
                "Old rows of %s could not be deleted.",
                keeper.title,
                kind=type(keeper),
                error=error,
            )
            return 0

    return _count(prune)


def forget_optional(forget: Callable[[Keeper], int], *, is_trial: bool = False) -> dict[str, int]:
    """Let each app delete rows in one transaction; return how many. A trial is rolled back."""
    database = router.db_for_write(Article)
    with transaction.atomic(using=database):
        counts = _count(forget)
        if is_trial:
            transaction.set_rollback(True, using=database)
    return counts


def forget_person(address: str, *, is_trial: bool = False) -> dict[str, int]:
    """Delete what the apps keep about a person; return the numbers of rows by title."""
    return forget_optional(lambda keeper: keeper.forget_person(address), is_trial=is_trial)


def export_person(address: str) -> dict[str, list[dict[str, Any]]]:
    """Return the rows that name a person, by the names of the apps that have any."""
    rows = {name: keeper.export_person(address) for name, keeper in KEEPERS.items()}
    return {name: of_app for name, of_app in rows.items() if of_app}


def _count(delete: Callable[[Keeper], int]) -> dict[str, int]:
    counts = {str(keeper.title): delete(keeper) for keeper in KEEPERS.values()}
    return {title: count for title, count in counts.items() if count}
