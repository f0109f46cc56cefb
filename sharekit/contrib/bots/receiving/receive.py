"""Stores the events of a call."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import msgspec
from django.db.models import F
from django.utils import timezone

from sharekit import log
from sharekit.contrib.bots.conf import NAME_DAYS
from sharekit.contrib.bots.conversations.identity import get_key_hash, get_name_hash
from sharekit.contrib.bots.models import AccountState, Incoming
from sharekit.contrib.bots.models.talking import ADDRESS_LENGTH
from sharekit.contrib.bots.platforms.events import (
    AnyEvent,
    Edited,
    Ignored,
    Received,
    Unreadable,
)
from sharekit.contrib.bots.platforms.protocol import Account, Call, Platform

OLDEST: Final = timedelta(days=NAME_DAYS)
"""What was sent earlier is a forgery: platforms deliver again for a week."""
State = Incoming.State


def receive(call: Call, platform: Platform, accounts: Sequence[Account]) -> bool:
    """Store the events of a call once, and return True; False if nobody has signed it."""
    signed = platform.verify(call, accounts)
    if not signed:
        _note_stranger(platform, accounts)
        return False
    store(platform.read(call, signed))
    _note_call([account.slug for account in signed])
    return True


def store(events: Sequence[AnyEvent]) -> None:
    """Store events that were not stored before."""
    now = timezone.now()
    rows = [_make(event, now) for event in events if not isinstance(event, Ignored)]
    fresh = [row for row in rows if now - row.sent_at < OLDEST]
    Incoming.objects.bulk_create(fresh, ignore_conflicts=True)


def read(row: Incoming) -> AnyEvent:
    """Return the event of a row whose text and data are kept."""
    event: AnyEvent = msgspec.convert(row.data, AnyEvent)
    if isinstance(event, Received | Edited):
        said = msgspec.structs.replace(event.said, text=row.text)
        event = msgspec.structs.replace(event, said=said)
    return event


def _make(event: AnyEvent, now: datetime) -> Incoming:
    sent = datetime.fromtimestamp(event.sent_at / 1000, UTC) if event.sent_at else now
    row = Incoming(
        account=event.account,
        name_hash=get_name_hash(event.account, event.name),
        kind=type(event).__name__.lower(),
        # A clock that is ahead would put a question behind later ones.
        sent_at=min(sent, now),
        received_at=now,
    )
    person = getattr(event, "person", None)
    if person is not None:
        row.key_hash = get_key_hash(event.account, person.key)
    if isinstance(event, Unreadable):
        row.state, row.text = State.REJECTED, event.reason
        return row
    if _has_long_address(event):
        row.state, row.text = State.REJECTED, "an address that is too long"
        return row
    if isinstance(event, Received | Edited):
        row.text = event.said.text
        said = msgspec.structs.replace(event.said, text="")
        event = msgspec.structs.replace(event, said=said)
    row.data = _clean(msgspec.to_builtins(event))
    return row


def _has_long_address(event: AnyEvent) -> bool:
    people = (getattr(event, name, None) for name in ("person", "becomes"))
    return any(each is not None and len(each.address) > ADDRESS_LENGTH for each in people)


def _clean(value: Any) -> Any:
    """Return data without NUL, which PostgreSQL keeps in no text: it would refuse the call."""
    if isinstance(value, dict):
        return {name: _clean(each) for name, each in value.items()}
    return value.replace("\0", "") if isinstance(value, str) else value


def _note_call(slugs: list[str]) -> None:
    """Note that the platform called; once a minute is enough for the admin and the doctor."""
    now = timezone.now()
    known = AccountState.objects.filter(account__in=slugs)
    missing = set(slugs).difference(known.values_list("account", flat=True))
    AccountState.objects.bulk_create(
        [AccountState(account=slug) for slug in sorted(missing)], ignore_conflicts=True
    )
    last = now - timedelta(minutes=1)
    known.exclude(last_webhook_at__gt=last).update(last_webhook_at=now)


def _note_stranger(platform: Platform, accounts: Sequence[Account]) -> None:
    log.write_throttled(
        logging.WARNING,
        "A call to the door of %s was not signed by any of its accounts.",
        platform.slug,
        kind=platform.slug,
    )
    slugs = [account.slug for account in accounts]
    AccountState.objects.filter(account__in=slugs).update(bad_signatures=F("bad_signatures") + 1)
