"""Celery's tasks: a lost, late, doubled or concurrent one changes nothing."""

from __future__ import annotations

from celery import shared_task

from sharekit.contrib.bots.schedule import TASKS
from sharekit.contrib.bots.working import look as looking
from sharekit.contrib.bots.working import run


@shared_task(ignore_result=True, expires=TASKS[0].seconds, time_limit=180)
def answer() -> None:
    """Answer what has come in."""
    run.answer()


@shared_task(ignore_result=True, expires=TASKS[1].seconds, time_limit=600)
def look() -> None:
    """Look for messages that were missed."""
    looking.look()
