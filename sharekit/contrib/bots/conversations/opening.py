"""Finds the open conversation of a customer, or begins one."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import msgspec
from django.db import router, transaction
from django.utils import timezone

from sharekit.contrib.bots.conversations.identity import get_key_hash, get_phone_hash
from sharekit.contrib.bots.conversations.stops import is_stopped
from sharekit.contrib.bots.models import Bot, Contact, Conversation
from sharekit.contrib.bots.platforms.events import Received
from sharekit.contrib.bots.rules.decision import State as Memory

IDLE: Final = timedelta(hours=24)
"""After it, a question begins a conversation with the newest edition."""
State = Conversation.State


def find_open(account: str, key_hash: str) -> Conversation | None:
    """Return the open conversation of a customer, with its bot, edition and customer."""
    found = Conversation.objects.filter(contact__account=account, contact__key_hash=key_hash)
    related = found.exclude(state=State.CLOSED).select_related("contact", "bot", "edition")
    return related.first()


def find_bot(account: str) -> Bot | None:
    """Return the live bot that answers on an account, the first one that was made."""
    live = Bot.objects.filter(state=Bot.State.LIVE, edition__isnull=False).order_by("pk")
    return next((bot for bot in live if account in bot.accounts), None)


def open_conversation(event: Received) -> Conversation | None:
    """Return the conversation that an event belongs to, a new one if the last one is over.

    None if no live bot answers on the account.
    """
    key_hash = get_key_hash(event.account, event.person.key)
    found = find_open(event.account, key_hash)
    if found is not None and not _is_over(found):
        return found
    bot = find_bot(event.account)
    if bot is None or bot.edition_id is None:
        return None
    now = timezone.now()
    with transaction.atomic(using=router.db_for_write(Conversation)):
        if found is not None:
            Conversation.objects.filter(pk=found.pk).update(state=State.CLOSED)
        contact, _ = Contact.objects.get_or_create(account=event.account, key_hash=key_hash)
        # A worker that does the same at this moment finds the row of the other one.
        row = Conversation(
            contact=contact,
            bot=bot,
            edition_id=bot.edition_id,
            memory=_begin(event.account, key_hash),
            began_at=now,
            last_at=now,
        )
        Conversation.objects.bulk_create([row], ignore_conflicts=True)
    return find_open(event.account, key_hash)


def greet_contact(conversation: Conversation, event: Received) -> None:
    """Note where the answer to an event goes."""
    address, phone = event.person.address, get_phone_hash(event.person.phone)
    contact = conversation.contact
    if (contact.address, contact.phone_hash) != (address, phone or contact.phone_hash):
        contact.address, contact.phone_hash = address, phone or contact.phone_hash
        contact.save(update_fields=["address", "phone_hash"])


def _is_over(conversation: Conversation) -> bool:
    is_idle = timezone.now() - conversation.last_at > IDLE
    return is_idle and conversation.state == State.BOT


def _begin(account: str, key_hash: str) -> dict[str, object]:
    memory = Memory(mode="stopped") if is_stopped(account, key_hash) else Memory()
    begun: dict[str, object] = msgspec.to_builtins(memory)
    return begun
