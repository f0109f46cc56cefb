"""Celery's task: lost, late, doubled or concurrent, it changes nothing."""

from __future__ import annotations

from celery import shared_task

from sharekit.contrib.conversions.credit import credit as crediting
from sharekit.contrib.conversions.schedule import TASKS

(_CREDIT,) = TASKS


@shared_task(ignore_result=True, time_limit=330, expires=_CREDIT.seconds)
def credit() -> None:
    """Add waiting conversions to the sums."""
    crediting.credit()
