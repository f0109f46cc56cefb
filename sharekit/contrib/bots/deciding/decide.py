"""Decides what is new: a question once, whatever happens to the worker.

A worker leases a conversation, and writes only while the conversation's version is its own. The
site's answer is called between two transactions, and may be called again; what follows from a
question is written in one transaction.
"""

from __future__ import annotations

import logging
import time
import traceback
from datetime import timedelta
from typing import Final

import msgspec
from django.db import router, transaction
from django.db.models import F, Min, Q
from django.utils import timezone

from sharekit import log
from sharekit.contrib.bots.conversations.opening import greet_contact, open_conversation
from sharekit.contrib.bots.deciding import news
from sharekit.contrib.bots.deciding.question import decide_question
from sharekit.contrib.bots.models import Conversation, Incoming
from sharekit.contrib.bots.platforms.events import AnyEvent, Received
from sharekit.contrib.bots.receiving.receive import read

SECONDS: Final = 10.0
"""The longest run, without its last question."""
LEASE: Final = timedelta(seconds=60)
"""How long a conversation waits for a worker that has died."""
_STEP: Final = 50
State = Incoming.State


def decide() -> int:
    """Decide what is new for a bounded time, and return the number of events."""
    until = time.monotonic() + SECONDS
    done = 0
    while step := _list_new():
        before = done
        for account, key_hash in step:
            done += _decide_all(account, key_hash)
            if time.monotonic() > until:
                return done
        if done == before:
            # Other workers have the rest.
            return done
    return done


def _list_new() -> list[tuple[str, str]]:
    """Return the customers who have written, those who wait longest first."""
    new = Incoming.objects.filter(state=State.NEW).values("account", "key_hash")
    rows = new.annotate(first=Min("id")).order_by("first")[:_STEP]
    return [(row["account"], row["key_hash"]) for row in rows]


def _decide_all(account: str, key_hash: str) -> int:
    new = Incoming.objects.filter(account=account, key_hash=key_hash, state=State.NEW)
    done = 0
    for row in new.order_by("sent_at", "id")[:_STEP]:
        try:
            event = read(row)
        except msgspec.ValidationError:
            # Such as one of a newer version.
            done += _mark(row, State.REJECTED)
            continue
        try:
            done += _decide_one(row, event)
        except Exception as error:  # noqa: BLE001 - one question must not keep others waiting
            log.write_throttled(
                logging.ERROR,
                "Message %s could not be decided: %s.\n%s",
                row.pk,
                # Not the error's message, which may contain what the customer wrote.
                type(error).__name__,
                "".join(traceback.format_tb(error.__traceback__)),
            )
            # The later ones of the customer wait behind it.
            return done
    return done


def _decide_one(row: Incoming, event: AnyEvent) -> bool:
    if isinstance(event, Received):
        return _decide_received(row, event)
    return _note(row, event)


def _note(row: Incoming, event: AnyEvent) -> bool:
    with transaction.atomic(using=router.db_for_write(Incoming)):
        if not _mark(row, State.DECIDED):
            return False
        news.note(row, event)
    return True


def _decide_received(row: Incoming, event: Received) -> bool:
    conversation = open_conversation(event)
    if conversation is None:
        return _mark(row, State.IGNORED)
    if not _lease(conversation):
        return False
    greet_contact(conversation, event)
    try:
        return decide_question(row, event, conversation)
    finally:
        mine = Conversation.objects.filter(pk=conversation.pk, version=conversation.version)
        mine.update(leased_until=None)


def _lease(conversation: Conversation) -> bool:
    """Lease a conversation for this worker; read it again, because another one may have written."""
    now = timezone.now()
    free = Conversation.objects.filter(
        Q(leased_until=None) | Q(leased_until__lte=now), pk=conversation.pk
    )
    if not free.update(leased_until=now + LEASE, version=F("version") + 1):
        return False
    conversation.refresh_from_db()
    return conversation.state != Conversation.State.CLOSED


def _mark(row: Incoming, state: str) -> bool:
    new = Incoming.objects.filter(pk=row.pk, state=State.NEW)
    return bool(new.update(state=state))
