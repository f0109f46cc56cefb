"""Notes when a task last ran, so that the doctor sees whether anything runs it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.utils import timezone

from sharekit.models import ShardCursor

LOOK: Final = "alerts-look"
WEEKLY: Final = "alerts-weekly"


def note(task: str) -> None:
    """Note that a task has run."""
    # Its `at` stays empty: that would be a worker which counts. One statement: SQLite refuses
    # transactions that read first.
    ShardCursor.objects.bulk_create(
        [ShardCursor(shard=_name(task), position=timezone.now().isoformat())],
        update_conflicts=True,
        unique_fields=["shard"],
        update_fields=["position"],
    )


def find_last(task: str) -> datetime | None:
    """Return when a task last ran, None if it never did."""
    position = ShardCursor.objects.filter(shard=_name(task)).values_list("position", flat=True)
    return next((datetime.fromisoformat(each) for each in position if each), None)


def _name(task: str) -> str:
    return f"ran:{task}"
