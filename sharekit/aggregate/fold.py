"""Old hours become days, one row where there were up to 24; new totals become those of spans."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Final

from django.utils import timezone

from sharekit.aggregate.clock import get_local_hour
from sharekit.aggregate.sql import folds
from sharekit.buffers import cursors
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

CURSOR: Final = "fold"
"""The lock held while folding. Without it, an article deleted in the meantime would reappear."""


def fold(between: Callable[[], object] = lambda: None) -> int:
    """Fold every day that is older than FOLD_DAYS, and return the number of folded rows.

    `between` is called after each small step, for work that must not wait for all of them.
    The totals of past days are added to their spans. Rows that another worker is folding are left
    to it.
    """
    today = get_local_hour(timezone.now())[0]
    for total in (ArticleTotal, ArticleChannelTotal):
        _spread(total, today, between)
    before = today - timedelta(days=settings.fold_days)
    folded = sum(
        _fold(model, before, between) for model in (ShareRollup, SourceRollup, BlockRollup)
    )
    # An app counts once per hour, however often and late its events arrive, so these hours stay
    # for as long as raw rows.
    before = today - timedelta(days=max(settings.fold_days, settings.keep_days))
    return folded + _fold(PreviewRollup, before, between)


def _spread(model: type[Total], before: date, between: Callable[[], object]) -> None:
    new = model._default_manager.filter(span=Span.NEW, day__lt=before)
    for day in list(new.order_by("day").values_list("day", flat=True).distinct()):
        _go_on(partial(folds.spread, model, day, most=settings.drain_limit), between)


def _fold(model: type[Rollup], before: date, between: Callable[[], object]) -> int:
    unfolded = model._default_manager.filter(day__lt=before, hour__gte=0)
    days = list(unfolded.order_by("day").values_list("day", flat=True).distinct())
    most = settings.drain_limit
    return sum(_go_on(partial(folds.fold, model, day, most=most), between) for day in days)


def _go_on(move: Callable[[], int], between: Callable[[], object]) -> int:
    """Move rows until none is left, and return how many were moved.

    Each step is its own transaction of one batch: a day may have millions of rows.
    """
    total = 0
    while True:
        with cursors.hold(CURSOR) as is_ours:
            moved = move() if is_ours else 0
        total += moved
        if not moved:
            return total
        between()
