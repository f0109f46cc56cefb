"""Sends what is due: the doorbell of Celery's task, `sharekit_run` and `sharekit_send`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Final

from django.utils import timezone

from sharekit.contrib.mails.models import Mail
from sharekit.contrib.mails.outbox import due
from sharekit.contrib.mails.outbox.attempt import attempt
from sharekit.contrib.mails.outbox.line import Line, Lines
from sharekit.contrib.mails.outbox.states import claim, release_abandoned

SECONDS: Final = 10.0
"""The longest run, without its last mail. The doorbell rings as often, so few runs overlap."""


def send(is_stopped: Callable[[], bool] = lambda: False) -> int:
    """Send messages that are due for a bounded time, and return the number of attempts."""
    until = time.monotonic() + SECONDS
    release_abandoned(timezone.now())
    attempts = 0
    with Lines() as lines:
        for pk, line in _list_due(lines):
            if is_stopped():
                break
            # Another worker may have claimed it in between.
            if message := claim(pk):
                attempt(message, line)
                attempts += 1
            # After at least one, however long it took to open the connection.
            if time.monotonic() > until:
                break
    return attempts


def _list_due(lines: Lines) -> Iterator[tuple[int, Line]]:
    """Yield what is due, each with its connection, the most urgent first."""
    while True:
        kind, messages = due.list_due(lines.list_kinds())
        if not messages:
            return
        for pk in messages:
            if kind == Mail.Kind.MARKETING and not due.has_room():
                return
            if (line := lines.open(kind)) is None:
                break
            yield pk, line
