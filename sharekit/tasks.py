"""Celery's doorbells: a lost, late or doubled task changes nothing.

Beat rings them by `sharekit.conf.BEAT_SCHEDULE`.
"""

from __future__ import annotations

from celery import shared_task

from sharekit import aggregate


@shared_task(ignore_result=True)
def drain() -> None:
    """Count what waits in the buffer."""
    aggregate.drain()


@shared_task(ignore_result=True)
def fold() -> None:
    """Fold the hours of old days."""
    aggregate.fold()


@shared_task(ignore_result=True)
def prune() -> None:
    """Delete what must not be kept any longer."""
    aggregate.prune()
