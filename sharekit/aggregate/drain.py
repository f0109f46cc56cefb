"""Moves events from the buffer into the tables, batch by batch."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from typing import Final

import msgspec
from django.db import DatabaseError, router, transaction

from sharekit import buffers, log
from sharekit import events as codec
from sharekit.aggregate.count import count
from sharekit.aggregate.settle import settle
from sharekit.aggregate.sql.faults import is_refusal
from sharekit.conf import settings
from sharekit.events import Event
from sharekit.models import BufferedEvent, RejectedEvent

MOST_SECONDS: Final = 20.0
"""Seconds after which a drain of a shard ends with its current batch, whatever still arrives."""


def drain(shards: Sequence[str] = ()) -> int:
    """Count the waiting events of some shards, or of all, and return the number of events taken.

    The number includes rejected events. Each batch is one transaction. Safe to run any number of
    times, in any number of processes.
    """
    total = sum(_drain(shard) for shard in shards or buffers.get().shards())
    # Also if nothing waits: links may be left from a run that ended early, or whose worker died.
    settle()
    return total


def _drain(shard: str) -> int:
    buffer = buffers.get()
    total = 0
    end = time.monotonic() + MOST_SECONDS
    while True:
        with buffer.batch(shard, settings.drain_limit) as events:
            _count_or_reject(events)
        total += len(events)
        if not events or time.monotonic() > end:
            return total


def _count_or_reject(events: list[Event]) -> None:
    """Count events; halve a batch whose data fails until the bad event is found."""
    if not events:
        return
    try:
        with transaction.atomic(using=router.db_for_write(BufferedEvent)):
            count(events)
    except Exception as error:
        # If the data is not the cause (no connection, locks, a missing table), the batch stays in
        # the buffer.
        if isinstance(error, DatabaseError) and not is_refusal(error):
            raise
        if len(events) == 1:
            _reject(events[0], error)
            return
        middle = len(events) // 2
        _count_or_reject(events[:middle])
        _count_or_reject(events[middle:])


def _reject(event: Event, error: Exception) -> None:
    # Only the first line: in PostgreSQL, the next one shows the row with its reader.
    reason = f"{type(error).__name__}: {error}".partition("\n")[0]
    log.write_throttled(
        logging.ERROR,
        "An event was set aside (see RejectedEvent): %s",
        reason,
        kind=type(error),
    )
    anonymous = msgspec.structs.replace(event, reader="")
    RejectedEvent.objects.create(payload=codec.encode([anonymous]), error=reason)
