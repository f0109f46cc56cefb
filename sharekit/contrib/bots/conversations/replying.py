"""What a person of the site does in a conversation: answer, give back, close, block."""

from __future__ import annotations

import secrets
from typing import Final

import msgspec
from django.db import router, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from sharekit.contrib.bots.conversations.handing import give_back, take_over
from sharekit.contrib.bots.conversations.stops import is_stopped, stop
from sharekit.contrib.bots.messages import Message
from sharekit.contrib.bots.models import Conversation, Outgoing, Stop

MARK_BYTES: Final = 12
State = Conversation.State


def find_obstacle(conversation: Conversation) -> str:
    """Return in a sentence why nobody can answer in a conversation, or ""."""
    contact, until = conversation.contact, conversation.window_until
    if conversation.state == State.CLOSED:
        return _("The conversation is closed.")
    if not contact.address:
        return _("The address of the customer was deleted.")
    if is_stopped(contact.account, contact.key_hash):
        return _("The customer wants no messages.")
    if until and timezone.now() > until:
        return _("The platform takes no answer so long after the last message of the customer.")
    return ""


def reply(conversation: Conversation, text: str) -> Outgoing:
    """Let a person's text wait to be sent, and the bot be silent. Raises ValueError if it cannot.

    The caller has read the conversation a moment ago; sending looks again.
    """
    if obstacle := find_obstacle(conversation):
        raise ValueError(obstacle)
    now = timezone.now()
    with transaction.atomic(using=router.db_for_write(Conversation)):
        _interrupt(conversation)
        take_over(conversation, "")
        return Outgoing.objects.create(
            conversation=conversation,
            by=Outgoing.By.USER,
            message=msgspec.to_builtins(Message(text)),
            mark=secrets.token_urlsafe(MARK_BYTES),
            asked_at=now,
            made_at=now,
            due_at=now,
        )


def return_to_bot(conversation: Conversation) -> None:
    """Let the bot answer again, from the next message on."""
    with transaction.atomic(using=router.db_for_write(Conversation)):
        _interrupt(conversation)
        give_back(conversation)


def close(conversation: Conversation) -> None:
    """End a conversation. The next message of the customer begins a new one."""
    with transaction.atomic(using=router.db_for_write(Conversation)):
        _interrupt(conversation)
        Conversation.objects.filter(pk=conversation.pk).update(state=State.CLOSED)


def block(conversation: Conversation) -> None:
    """Send the customer nothing more, and end the conversation."""
    contact = conversation.contact
    with transaction.atomic(using=router.db_for_write(Conversation)):
        stop(contact.account, contact.key_hash, Stop.Cause.STAFF)
        close(conversation)


def _interrupt(conversation: Conversation) -> None:
    """Throw away what a worker decides at this moment: it reads the conversation again."""
    own = Conversation.objects.filter(pk=conversation.pk)
    own.update(version=F("version") + 1, leased_until=None)
    conversation.refresh_from_db()
