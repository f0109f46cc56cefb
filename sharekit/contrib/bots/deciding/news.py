"""What follows from events that ask nothing: statuses, echoes, deletions, new numbers."""

from __future__ import annotations

from functools import singledispatch
from typing import Final

from django.db.models import QuerySet

from sharekit.contrib.bots.conversations import refusals
from sharekit.contrib.bots.conversations.handing import give_back, take_over
from sharekit.contrib.bots.conversations.identity import get_key_hash, get_name_hash, get_phone_hash
from sharekit.contrib.bots.conversations.opening import find_open
from sharekit.contrib.bots.conversations.outcomes import raise_state
from sharekit.contrib.bots.conversations.stops import copy_stop
from sharekit.contrib.bots.models import Contact, Incoming, Outgoing
from sharekit.contrib.bots.platforms import events
from sharekit.contrib.bots.platforms.verdicts import Refused

FORWARDED: Final = "somebody else answered"
State = Incoming.State


def note(row: Incoming, event: events.AnyEvent) -> None:
    """Do what an event asks for, in the caller's transaction. Doing it again changes nothing."""
    _note(event, row)


@singledispatch
def _note(event: object, row: Incoming) -> None:
    """Do nothing for an event that asks for nothing."""


@_note.register
def _note_edit(event: events.Edited, row: Incoming) -> None:
    edited = _find_message(event.account, event.message)
    edited.exclude(text="").update(text=event.said.text)


@_note.register
def _note_deletion(event: events.Deleted, row: Incoming) -> None:
    """Blank a message, also one that arrives later."""
    Incoming.objects.bulk_create(
        [
            Incoming(
                account=event.account,
                name_hash=get_name_hash(event.account, event.message),
                kind="deleted",
                sent_at=row.sent_at,
                received_at=row.received_at,
                state=State.IGNORED,
            )
        ],
        ignore_conflicts=True,
    )
    deleted = _find_message(event.account, event.message)
    deleted.filter(state=State.NEW).update(state=State.IGNORED)
    deleted.update(text="")


@_note.register
def _note_move(event: events.Moved, row: Incoming) -> None:
    """Let a conversation go on under a new number; a stop holds for it, too."""
    old, new = (get_key_hash(event.account, each.key) for each in (event.person, event.becomes))
    copy_stop(event.account, old, new)
    if not Contact.objects.filter(account=event.account, key_hash=new).exists():
        moved = Contact.objects.filter(account=event.account, key_hash=old)
        phone = get_phone_hash(event.becomes.phone)
        moved.update(key_hash=new, address=event.becomes.address, phone_hash=phone)


@_note.register
def _note_status(event: events.Status, row: Incoming) -> None:
    answer = _find_answer(event)
    if answer is None:
        return
    refusal = event.verdict if isinstance(event.verdict, Refused) else None
    code, reason = (refusal.code, refusal.sentence) if refusal else ("", "")
    raise_state(answer.mark, event.state, name=event.message, code=code, reason=reason)
    if refusal and refusal.cause == "account":
        refusals.pause(event.account, refusal)
    elif refusal:
        refusals.settle(answer, refusal)


@_note.register
def _note_echo(event: events.Echo, row: Incoming) -> None:
    if conversation := find_open(event.account, get_key_hash(event.account, event.person.key)):
        take_over(conversation, FORWARDED)


@_note.register
def _note_handed(event: events.Handed, row: Incoming) -> None:
    conversation = find_open(event.account, get_key_hash(event.account, event.person.key))
    if conversation is None:
        return
    if event.is_ours:
        give_back(conversation)
    else:
        take_over(conversation, "another app has the conversation")


@_note.register
def _note_trouble(event: events.Trouble, row: Incoming) -> None:
    if isinstance(event.verdict, Refused):
        refusals.pause(event.account, event.verdict)


def _find_message(account: str, name: str) -> QuerySet[Incoming]:
    return Incoming.objects.filter(account=account, name_hash=get_name_hash(account, name))


def _find_answer(event: events.Status) -> Outgoing | None:
    answers = Outgoing.objects.filter(conversation__contact__account=event.account)
    wanted = answers.filter(mark=event.mark) if event.mark else answers.filter(name=event.message)
    related = wanted.select_related("conversation__contact", "conversation__bot")
    return related.first() if event.mark or event.message else None
