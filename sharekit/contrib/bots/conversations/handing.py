"""Says who answers in a conversation: the bot or a person."""

from __future__ import annotations

from typing import Final

from django.db import router, transaction

from sharekit.contrib.bots.models import Conversation
from sharekit.contrib.bots.signals import handed_over

REASON_LENGTH: Final = 200
State = Conversation.State


def hand_over(conversation: Conversation, reason: str) -> bool:
    """Let a conversation wait for a person, and return whether it did not already."""
    own = Conversation.objects.filter(pk=conversation.pk, state=State.BOT)
    memory = conversation.memory | {"mode": "person"}
    if not own.update(state=State.WAITING, reason=reason[:REASON_LENGTH], memory=memory):
        return False
    announce(conversation)
    return True


def take_over(conversation: Conversation, reason: str) -> None:
    """Let the bot be silent, because somebody else answers."""
    own = Conversation.objects.filter(pk=conversation.pk).exclude(state=State.CLOSED)
    memory = conversation.memory | {"mode": "person"}
    own.update(state=State.PERSON, reason=reason[:REASON_LENGTH], memory=memory)


def give_back(conversation: Conversation) -> None:
    """Let the bot answer again."""
    own = Conversation.objects.filter(pk=conversation.pk, state__in=(State.WAITING, State.PERSON))
    memory = conversation.memory | {"mode": "bot"}
    own.update(state=State.BOT, reason="", memory=memory)


def announce(conversation: Conversation) -> None:
    """Send the signal of a conversation that waits for a person, after the commit."""
    transaction.on_commit(
        lambda: handed_over.send_robust(sender=Conversation, conversation=conversation),
        using=router.db_for_write(Conversation),
    )
