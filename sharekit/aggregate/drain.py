"""From the buffer into the tables, batch by batch."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from typing import Final

import msgspec
from django.db import DatabaseError, router, transaction

from sharekit import buffers
from sharekit import events as codec
from sharekit.aggregate import sql
from sharekit.aggregate.count import count
from sharekit.aggregate.settle import settle
from sharekit.conf import settings
from sharekit.events import Event
from sharekit.models import BufferedEvent, RejectedEvent

MOST_SECONDS: Final = 20.0
"""Seconds after which a drain of a shard ends with its batch, however much comes in."""

logger: Final = logging.getLogger("sharekit")


def drain(shards: Sequence[str] = ()) -> int:
    """Count what waits in some shards, or in all, and return the number of events taken.

    The rejected ones are among them. Each batch is one transaction. Safe to run any number of
    times, in any number of processes.
    """
    total = sum(_drain(shard) for shard in shards or buffers.get().shards())
    # Also when nothing waits: links may be left that had no time before, or whose worker died.
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
    """Count events; halve a batch that fails on its data until the guilty event is alone."""
    if not events:
        return
    try:
        with transaction.atomic(using=router.db_for_write(BufferedEvent)):
            count(events)
    except Exception as error:
        # What is nobody's data at fault (away, busy, a table missing) leaves the batch where it is.
        if isinstance(error, DatabaseError) and not sql.is_refusal(error):
            raise
        if len(events) == 1:
            _reject(events[0], error)
            return
        middle = len(events) // 2
        _count_or_reject(events[:middle])
        _count_or_reject(events[middle:])


def _reject(event: Event, error: Exception) -> None:
    # The first line alone: PostgreSQL's next one shows the row, with its reader.
    reason = f"{type(error).__name__}: {error}".partition("\n")[0]
    logger.error("An event was set aside (see RejectedEvent): %s", reason)
    anonymous = msgspec.structs.replace(event, reader="")
    RejectedEvent.objects.create(payload=codec.encode([anonymous]), error=reason)
