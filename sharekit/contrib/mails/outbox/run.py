"""Sends what is due: the doorbell of Celery's task, `sharekit_run` and `sharekit_send`."""

from __future__ import annotations


def send() -> int:
    """Send messages that are due for a bounded time, and return their number."""
    return 0
