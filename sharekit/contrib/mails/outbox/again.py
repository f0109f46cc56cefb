"""Sends a message once more, because a person says so."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from sharekit.contrib.mails.models import Message

State = Message.State


def send_again(message: Message) -> bool:
    """Let a message that is unknown or refused wait for another attempt; return whether it does.

    It has the same Message-ID, and whether it may go is looked up again. One whose address was
    emptied stays as it is.
    """
    now = timezone.now()
    over = Message.objects.filter(pk=message.pk, state__in=(State.UNKNOWN, State.FAILED))
    expires = now + timedelta(days=message.mail.expire_days)
    values = {"state": State.WAITING, "due_at": now, "expires_at": expires, "ended_at": None}
    # No doubt any more: a person has seen it.
    return bool(over.exclude(address="").update(reason="", **values))
