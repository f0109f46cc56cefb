"""Old hours become days: one row a day where there were up to 24."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db import router, transaction
from django.utils import timezone

from sharekit.aggregate import sql
from sharekit.aggregate.rollups import SHARE_COUNTS, SOURCE_COUNTS
from sharekit.models import ShareRollup, SourceRollup

FOLD_DAYS: Final = 8
"""Days after which hours are folded; events may be 7 days late."""


def fold() -> int:
    """Fold every day older than FOLD_DAYS, and return the number of rows folded."""
    today = timezone.localdate() if timezone.is_aware(timezone.now()) else timezone.now().date()
    before = today - timedelta(days=FOLD_DAYS)
    folded = 0
    with transaction.atomic(using=router.db_for_write(ShareRollup)):
        folded += sql.fold(ShareRollup, "channel", SHARE_COUNTS, before=before)
        folded += sql.fold(SourceRollup, "source", SOURCE_COUNTS, before=before)
    return folded
