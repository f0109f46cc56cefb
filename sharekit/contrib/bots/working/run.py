"""Decides what is new, and sends what waits: the doorbell of Celery's task and `sharekit_run`."""

from __future__ import annotations

from sharekit.contrib.bots.deciding.decide import decide
from sharekit.contrib.bots.sending.send import send


def answer() -> None:
    """Answer what has come in."""
    decide()
    send()
