"""The steps of an answer: each is one UPDATE, which changes a row in a certain state or none.

A worker changes a row only while `attempts` is the number of its own attempt, so one that was
paused for longer than LEASE does no harm when it resumes.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from django.db import router, transaction
from django.db.models import F
from django.utils import timezone

from sharekit.contrib.bots.conversations.outcomes import make_end
from sharekit.contrib.bots.models import Outgoing
from sharekit.contrib.bots.signals import message_ended

LEASE: Final = timedelta(minutes=2)
"""How long an attempt may take. After it nobody knows what became of the message."""
_STEP: Final = 500
State = Outgoing.State


def claim(pk: int) -> Outgoing | None:
    """Claim a waiting answer for this worker, commit, and return it; None if it waits no more."""
    now = timezone.now()
    # Durable: a claim that is rolled back after the answer was sent would send it twice.
    with transaction.atomic(using=router.db_for_write(Outgoing), durable=True):
        waiting = Outgoing.objects.filter(pk=pk, state=State.WAITING, due_at__lte=now)
        if not waiting.update(state=State.SENDING, claimed_at=now, attempts=F("attempts") + 1):
            return None
    related = ("conversation__contact", "conversation__bot", "incoming")
    return Outgoing.objects.select_related(*related).get(pk=pk)


def end(answer: Outgoing, state: str, *, reason: str = "", code: str = "", name: str = "") -> bool:
    """End an answer of this worker, and return whether it did."""
    return _change(answer, make_end(state, name=name, code=code, reason=reason))


def put_back(answer: Outgoing, seconds: float, *, reason: str = "", code: str = "") -> bool:
    """Let an answer wait for its next attempt, because the platform has not taken it."""
    due = timezone.now() + timedelta(seconds=seconds)
    values = {"state": State.WAITING, "due_at": due, "reason": reason, "code": code[:40]}
    return _change(answer, values)


def doubt_abandoned(now: datetime) -> int:
    """Let answers be unknown whose worker has died, and return how many there were."""
    left = Outgoing.objects.filter(state=State.SENDING, claimed_at__lt=now - LEASE)
    ended = 0
    for answer in left.order_by("pk")[:_STEP]:
        ended += end(answer, State.UNKNOWN, reason="interrupted")
    return ended


def _change(answer: Outgoing, values: dict[str, Any]) -> bool:
    mine = Outgoing.objects.filter(pk=answer.pk, attempts=answer.attempts, state=State.SENDING)
    if not mine.update(**values):
        return False
    for name, value in values.items():
        setattr(answer, name, value)
    if values["state"] != State.WAITING:
        transaction.on_commit(
            lambda: message_ended.send_robust(sender=Outgoing, message=answer),
            using=router.db_for_write(Outgoing),
        )
    return True
