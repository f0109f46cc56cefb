"""Old hours become days, one row where there were up to 24; new totals become those of spans."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import router, transaction
from django.utils import timezone

from sharekit.aggregate import sql
from sharekit.aggregate.clock import read_hour
from sharekit.conf import settings
from sharekit.models import (
    ArticleChannelTotal,
    ArticleTotal,
    BlockRollup,
    PreviewRollup,
    Rollup,
    ShareRollup,
    SourceRollup,
    Span,
    Total,
)


def fold() -> int:
    """Fold every day that is older than FOLD_DAYS, and return the number of rows folded.

    The totals of days that are over go to their spans.
    """
    today = read_hour(timezone.now())[0]
    for total in (ArticleTotal, ArticleChannelTotal):
        _spread(total, today)
    before = today - timedelta(days=settings.fold_days)
    return sum(
        _fold(model, before) for model in (ShareRollup, SourceRollup, BlockRollup, PreviewRollup)
    )


def _spread(model: type[Total], before: date) -> None:
    new = model._default_manager.filter(span=Span.NEW, day__lt=before)
    for day in list(new.order_by("day").values_list("day", flat=True).distinct()):
        with transaction.atomic(using=router.db_for_write(model)):
            sql.spread(model, day)


def _fold(model: type[Rollup], before: date) -> int:
    """Fold day by day, each in a transaction of its own: a site may begin with years."""
    folded = 0
    unfolded = model._default_manager.filter(day__lt=before, hour__gte=0)
    for day in list(unfolded.order_by("day").values_list("day", flat=True).distinct()):
        with transaction.atomic(using=router.db_for_write(model)):
            folded += sql.fold(model, day)
    return folded
