"""Sends what is due: the doorbell of Celery's task, `sharekit_run` and `sharekit_send`."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from django.utils import timezone

from sharekit.contrib.mails.models import Mail
from sharekit.contrib.mails.outbox import due
from sharekit.contrib.mails.outbox.attempt import attempt
from sharekit.contrib.mails.outbox.line import Lines
from sharekit.contrib.mails.outbox.states import claim, release_abandoned

SECONDS: Final = 10.0
"""The longest run, without its last mail. The doorbell rings as often, so few runs overlap."""


def send(is_stopped: Callable[[], bool] = lambda: False) -> int:
    """Send messages that are due for a bounded time, and return the number of attempts."""
    until = time.monotonic() + SECONDS

    def is_over() -> bool:
        return is_stopped() or time.monotonic() > until

    release_abandoned(timezone.now())
    attempts = 0
    with Lines() as lines:
        while not is_over():
            kind, messages = due.list_due(lines.list_kinds())
            if not messages:
                break
            done = _send(messages, kind, lines, is_over)
            attempts += done
            if not done and kind == Mail.Kind.MARKETING and not due.has_room():
                break
    return attempts


def _send(messages: list[int], kind: str, lines: Lines, is_over: Callable[[], bool]) -> int:
    attempts = 0
    for pk in messages:
        line = lines.open(kind)
        if line is None or is_over() or (kind == Mail.Kind.MARKETING and not due.has_room()):
            break
        # Another worker may have claimed it in between.
        if message := claim(pk):
            attempt(message, line)
            attempts += 1
    return attempts
