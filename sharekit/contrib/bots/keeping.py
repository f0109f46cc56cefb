"""Deletes conversations that are over, and what names a customer; stops and figures stay."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sharekit.contrib.bots.conf import NAME_DAYS, options
from sharekit.contrib.bots.conversations.identity import get_phone_hash
from sharekit.contrib.bots.models import Contact, Conversation, Incoming, Outgoing, Stop
from sharekit.extensions import Keeper
from sharekit.keeping.steps import cut, delete

_EMPTY: Final = {"text": "", "data": {}, "key_hash": ""}


class BotKeeper(Keeper):
    """Keeps conversations for KEEP_DAYS after the last question."""

    title = _("Bots")

    def prune(self) -> int:
        """Delete old conversations and their customers, and empty old questions."""
        now = timezone.now()
        last = now - timedelta(days=options.keep_days)
        names = now - timedelta(days=max(options.keep_days, NAME_DAYS))
        return (
            _empty(Incoming.objects.filter(received_at__lt=last).exclude(state="new"))
            + delete(Conversation.objects.filter(last_at__lt=last))
            + _delete_strangers()
            + delete(Incoming.objects.filter(received_at__lt=names))
        )

    def forget_person(self, address: str) -> int:
        """Delete conversations with a telephone number, and empty what was written in them.

        The names of messages stay, so that a message which is delivered again does not come back,
        and so does a stop.
        """
        return _forget(_find_contacts(address))

    def export_person(self, address: str) -> list[dict[str, Any]]:
        """Return the conversations with a telephone number, and whether it has stopped them."""
        rows: list[dict[str, Any]] = []
        for contact in _find_contacts(address).order_by("pk"):
            rows.append({"account": contact.account, "address": contact.address})
            stops = Stop.objects.filter(account=contact.account, key_hash=contact.key_hash)
            rows += ({"stopped": stop.cause, "at": stop.at} for stop in stops)
            for conversation in contact.conversations.order_by("pk"):
                rows += _export(conversation)
        return rows


def forget_contact(contact: Contact) -> int:
    """Delete what is kept of a customer, at all accounts if the telephone number is known."""
    own = Q(pk=contact.pk)
    if contact.phone_hash:
        own |= Q(phone_hash=contact.phone_hash)
    return _forget(Contact.objects.filter(own))


def _forget(contacts: QuerySet[Contact]) -> int:
    emptied = sum(_empty_of(contact) for contact in contacts)
    return emptied + delete(contacts)


def _find_contacts(address: str) -> QuerySet[Contact]:
    if not (hashed := get_phone_hash(address)):
        return Contact.objects.none()
    return Contact.objects.filter(phone_hash=hashed)


def _empty(incoming: QuerySet[Incoming]) -> int:
    full = incoming.exclude(text="", data={}, key_hash="")
    return sum(step.update(**_EMPTY) for step in cut(full))


def _empty_of(contact: Contact) -> int:
    written = Incoming.objects.filter(account=contact.account, key_hash=contact.key_hash)
    waiting = written.filter(state=Incoming.State.NEW)
    waiting.update(state=Incoming.State.IGNORED)
    return _empty(written)


def _delete_strangers() -> int:
    """Delete customers without a conversation, who have written nothing that waits."""
    waiting = Incoming.objects.filter(state=Incoming.State.NEW).values("key_hash")
    return delete(Contact.objects.filter(conversations=None).exclude(key_hash__in=waiting))


def _export(conversation: Conversation) -> list[dict[str, Any]]:
    questions = [
        {"at": each.sent_at, "by": "customer", "kind": each.kind, "text": each.text}
        for each in Incoming.objects.filter(conversation=conversation)
    ]
    answers = [
        {
            "at": each.claimed_at or each.due_at,
            "by": each.by,
            "text": each.message.get("text", ""),
            "state": each.state,
        }
        for each in Outgoing.objects.filter(conversation=conversation)
    ]
    about = {
        "bot": conversation.bot.slug,
        "state": conversation.state,
        "memory": conversation.memory,
        "began_at": conversation.began_at,
    }
    return [about, *sorted([*questions, *answers], key=lambda row: row["at"])]
