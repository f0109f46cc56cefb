"""Subscribers and an outbox."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.utils import timezone

from sharekit.contrib.mails.models import Mail, Message, Subscription
from sharekit.contrib.people import get_person_key

_numbers = count(1)
REASONS = {
    "sent": "",
    "waiting": "",
    "skipped": "stopped",
    "failed": "550 5.7.1",
    "unknown": "no-answer",
}


def subscribe(*states: str, **fields: Any) -> list[Subscription]:
    """Let people subscribe, one in each state."""
    defaults = {
        "topic": "weekly",
        "language": "en",
        "ground": "consent",
        "wording": "Yes",
        "asked_at": timezone.now(),
    }
    return [
        Subscription.objects.create(
            **{**defaults, "address": f"reader-{next(_numbers)}@mail.example", **fields},
            state=state,
        )
        for state in states
    ]


def make_row(mail: Mail, state: str, *, address: str = "", **fields: Any) -> Message:
    """Create a message in the outbox."""
    number, now = next(_numbers), timezone.now()
    defaults = {
        "address": address or f"customer-{number}@mail.example",
        "person_hash": get_person_key(address or f"customer-{number}@mail.example"),
        "key_hash": f"{number:064}",
        "facts": {"order": "A-7"},
        "language": "en",
        "state": state,
        "reason": REASONS.get(state, ""),
        "due_at": now,
        "expires_at": now,
        "claimed_at": None if state == "waiting" else now,
        "message_id": f"<{number}@shop.example>",
    }
    return Message.objects.create(mail=mail, **{**defaults, **fields})


def make_outbox(mail: Mail) -> list[Message]:
    """Create a message in each state that lasts."""
    return [make_row(mail, state) for state in REASONS]
