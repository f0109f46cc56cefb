"""Which messages are due: service mails first, and marketing as fast as PER_MINUTE allows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from django.utils import timezone

from sharekit.contrib.mails.conf import options
from sharekit.contrib.mails.models import Mail, Message

STEP: Final = 20
"""The most messages that are listed at once: what is more urgent comes before the rest."""
State = Message.State
_TRIED: Final = (State.SENDING, State.SENT, State.FAILED, State.UNKNOWN)


def list_due(kinds: Sequence[str]) -> tuple[str, list[int]]:
    """Return the most urgent kind that has messages due, and the first of them."""
    urgent = [Mail.Kind.SERVICE, Mail.Kind.ALERT, Mail.Kind.MARKETING]
    for kind in urgent:
        if kind in kinds and (due := _list(kind)):
            return kind, due
    return "", []


def has_room() -> bool:
    """Return whether one more marketing mail may go out in this minute, by all workers."""
    now = timezone.now()
    tried = Message.objects.filter(
        mail__kind=Mail.Kind.MARKETING,
        state__in=_TRIED,
        claimed_at__gt=now - timedelta(minutes=1),
        # Not those of a clock that was ahead.
        claimed_at__lte=now,
    )
    return tried.count() < options.per_minute


def _list(kind: str) -> list[int]:
    mails = list(Mail.objects.filter(kind=kind).values_list("pk", flat=True))
    due = Message.objects.filter(state=State.WAITING, mail__in=mails, due_at__lte=timezone.now())
    return list(due.order_by("due_at", "pk").values_list("pk", flat=True)[:STEP])
