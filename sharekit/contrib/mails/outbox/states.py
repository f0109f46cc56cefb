"""The steps of a message: each is one UPDATE, which changes a row in a certain state or none.

A worker changes a message only while `attempts` is the number of its own attempt, so one that was
paused for longer than LEASE does no harm when it resumes.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from django.db import router, transaction
from django.db.models import F
from django.utils import timezone

from sharekit.contrib.mails.models import Mail, Message
from sharekit.contrib.mails.outbox.answers import NO_ANSWER
from sharekit.contrib.mails.signals import message_ended

LEASE: Final = timedelta(minutes=10)
"""How long an attempt may take. After it nobody knows what became of the mail."""
MOST_ATTEMPTS: Final = 10
"""Attempts of a service mail in doubt."""
INTERRUPTED: Final = "interrupted"
"""The reason of a message in doubt: the worker died."""
_DOUBTS: Final = frozenset({NO_ANSWER, INTERRUPTED, "not-counted"})
_PAUSES: Final = tuple(map(timedelta, [0] * 5, [60, 300, 1800, 7200, 21600]))
_STEP: Final = 500
State = Message.State


def claim(pk: int) -> Message | None:
    """Claim a waiting message for this worker, commit, and return it; None if another has it."""
    now = timezone.now()
    # Durable: a claim that is rolled back after the mail was sent would send it twice.
    with transaction.atomic(using=router.db_for_write(Message), durable=True):
        waiting = Message.objects.filter(pk=pk, state=State.WAITING, due_at__lte=now)
        if not waiting.update(state=State.SENDING, claimed_at=now, attempts=F("attempts") + 1):
            return None
    return Message.objects.select_related("mail").get(pk=pk)


def end(message: Message, state: str, reason: str = "") -> None:
    """End a message of this worker.

    What an earlier attempt may have sent is neither skipped nor refused: it stays unknown.
    """
    if state != State.SENT and message.reason in _DOUBTS:
        state = State.UNKNOWN
    # A mail that was sent after all need not wait for another attempt.
    waits = (State.WAITING,) if state == State.SENT else ()
    values = {"state": state, "reason": reason, "ended_at": timezone.now()}
    if _change(message, (State.SENDING, State.UNKNOWN, *waits), values):
        _announce(message)


def put_back(message: Message, reason: str) -> None:
    """Let a message wait for its next attempt, because nothing was taken in this one."""
    now = timezone.now()
    pause = _PAUSES[min(message.attempts, len(_PAUSES)) - 1]
    values = {
        "state": State.WAITING,
        # A doubt stays.
        "reason": message.reason if message.reason in _DOUBTS else reason,
        "due_at": min(now + pause, max(message.expires_at, now)),
        "ended_at": None,
    }
    _change(message, (State.SENDING, State.UNKNOWN), values)


def doubt(message: Message, reason: str) -> None:
    """End a message whose mail may have been taken; a service mail is sent again."""
    message.reason = reason
    if message.mail.kind == Mail.Kind.SERVICE and message.attempts < MOST_ATTEMPTS:
        put_back(message, reason)
    else:
        end(message, State.UNKNOWN, reason)


def release_abandoned(now: datetime) -> None:
    """Doubt messages whose worker has died."""
    left = Message.objects.filter(state=State.SENDING, claimed_at__lt=now - LEASE)
    for message in left.select_related("mail").order_by("pk")[:_STEP]:
        doubt(message, INTERRUPTED)


def _change(message: Message, states: tuple[str, ...], values: dict[str, Any]) -> bool:
    mine = Message.objects.filter(pk=message.pk, attempts=message.attempts, state__in=states)
    if not mine.update(**values):
        return False
    for name, value in values.items():
        setattr(message, name, value)
    return True


def _announce(message: Message) -> None:
    transaction.on_commit(
        lambda: message_ended.send_robust(sender=Message, message=message),
        using=router.db_for_write(Message),
    )
