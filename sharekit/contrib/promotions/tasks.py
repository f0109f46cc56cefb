"""Celery's task: a lost, late, doubled or concurrent one changes nothing."""

from __future__ import annotations

from celery import shared_task

from sharekit.contrib.promotions.schedule import TASKS
from sharekit.contrib.promotions.settle import run


# A run ends by itself after two minutes and a call of the site's ISSUE.
@shared_task(ignore_result=True, expires=TASKS[0].seconds, time_limit=330)
def settle() -> None:
    """Approve and reward what is due."""
    run.settle()
