"""Celery's tasks: a lost, late, doubled or concurrent one changes nothing."""

from __future__ import annotations

from celery import shared_task

from sharekit.contrib.alerts.looking import look as looking
from sharekit.contrib.alerts.looking import weekly
from sharekit.contrib.alerts.schedule import TASKS


@shared_task(ignore_result=True, expires=TASKS[0].seconds, time_limit=600)
def look() -> None:
    """Look for articles that take off."""
    looking.look()


@shared_task(ignore_result=True, expires=TASKS[1].seconds, time_limit=600)
def announce_week() -> None:
    """Make the Monday letters."""
    weekly.announce_week()
