"""Old hours become days: one row a day where there were up to 24."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import router, transaction
from django.utils import timezone

from sharekit.aggregate import sql
from sharekit.aggregate.clock import read_hour
from sharekit.conf import settings
from sharekit.models import BlockRollup, PreviewRollup, Rollup, ShareRollup, SourceRollup


def fold() -> int:
    """Fold every day that is older than FOLD_DAYS, and return the number of rows folded."""
    before = read_hour(timezone.now())[0] - timedelta(days=settings.fold_days)
    return sum(
        _fold(model, before) for model in (ShareRollup, SourceRollup, BlockRollup, PreviewRollup)
    )


def _fold(model: type[Rollup], before: date) -> int:
    """Fold day by day, each in a transaction of its own: a site may begin with years."""
    folded = 0
    unfolded = model._default_manager.filter(day__lt=before, hour__gte=0)
    for day in list(unfolded.order_by("day").values_list("day", flat=True).distinct()):
        with transaction.atomic(using=router.db_for_write(model)):
            folded += sql.fold(model, day)
    return folded
