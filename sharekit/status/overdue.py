"""Hashes of readers that should have been deleted: nothing prunes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from sharekit.models import READER_DAYS, Clickback, DailySalt

_PATIENCE: Final = timedelta(hours=6)
"""How late a pruning may be, which should run every hour."""


def has_overdue_readers() -> bool:
    """Return whether a salt or a reader's hash is kept for hours longer than the 48 it may be."""
    last = (datetime.now(UTC) - _PATIENCE).date() - timedelta(days=READER_DAYS)
    salts = DailySalt.objects.filter(day__lte=last).values("day")
    readers = Clickback.objects.filter(day__lte=last, reader__isnull=False).values("day")
    # With `all`, the database stops at the first row.
    return salts.union(readers, all=True).exists()
