"""Celery's tasks: a lost, late, doubled or concurrent one changes nothing."""

from __future__ import annotations

from celery import shared_task

from sharekit.contrib.mails.moments import find as finding
from sharekit.contrib.mails.outbox import run
from sharekit.contrib.mails.schedule import TASKS


# A run ends by itself after ten seconds and the answers of a mail server to one mail.
@shared_task(ignore_result=True, expires=TASKS[0].seconds, time_limit=180)
def send() -> None:
    """Send what is due."""
    run.send()


@shared_task(ignore_result=True, expires=TASKS[1].seconds, time_limit=600)
def find() -> None:
    """Look for moments that nobody announces."""
    finding.find()
