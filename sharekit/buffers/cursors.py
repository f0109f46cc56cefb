"""Cursor rows: they lock a shard for one worker, and store how far it was counted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from math import exp
from typing import Final

from django.db import connections, router, transaction
from django.db.models import CharField, Func, Value
from django.utils import timezone

from sharekit.buffers import ShardStatus
from sharekit.models import ShardCursor

SETTINGS: Final = {
    # A worker that is paused during a drain loses its session, and its locks.
    "idle_in_transaction_session_timeout": "20s",
    # A batch finds its rows by keys. The planner would rather read whole tables while they are
    # small, or seem small since their last ANALYZE, and the cost of an event would grow with them.
    "enable_seqscan": "off",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
    # A bitmap scan keeps dead entries, of links that are settled by now, in the index.
    "enable_bitmapscan": "off",
}
"""PostgreSQL's settings during a drain's transaction."""
RATE_OVER: Final = 60.0
"""Seconds over which a rate is averaged."""


def get_alias() -> str:
    """Return the database of the cursors, and so of all tables."""
    return router.db_for_write(ShardCursor)


def lock(shard: str, *, waits: bool = False) -> ShardCursor | None:
    """Lock a shard for this transaction. If another worker has it, wait or return None.

    A worker that is paused loses the lock (see SETTINGS), and what it does after it resumes changes
    nothing.
    """
    rows = ShardCursor.objects.filter(shard=shard)
    if not connections[get_alias()].features.has_select_for_update_skip_locked:
        # The write comes first: SQLite fails transactions that read before they write.
        return rows.get() if rows.update(shard=shard) else None
    setting = {name: _set_locally(name, value) for name, value in SETTINGS.items()}
    return rows.select_for_update(skip_locked=not waits).annotate(**setting).first()


@contextmanager
def hold(task: str, *, waits: bool = False) -> Iterator[bool]:
    """Hold the lock of a task for one transaction.

    Yield False if another worker has it and `waits` is false. A worker that is paused loses it.
    """
    ShardCursor.objects.get_or_create(shard=task)
    with transaction.atomic(using=get_alias(), durable=True):
        yield lock(task, waits=waits) is not None


def _set_locally(name: str, value: str) -> Func:
    arguments = Value(name), Value(value), Value(value=True)
    return Func(*arguments, function="set_config", output_field=CharField())


def advance(cursor: ShardCursor, taken: int) -> None:
    """Store how far a locked shard was counted, and that `taken` more events were."""
    now = timezone.now()
    seconds = (now - cursor.at).total_seconds() if cursor.at else RATE_OVER
    cursor.rate = cursor.rate * _fade(seconds) + taken / RATE_OVER
    cursor.at = now
    cursor.counted += taken
    cursor.save(update_fields=["position", "epoch", "counted", "rate", "at"])


def describe(cursor: ShardCursor, *, waiting: int, oldest: datetime | None) -> ShardStatus:
    """Return the status of a shard."""
    seconds = (timezone.now() - cursor.at).total_seconds() if cursor.at else 0.0
    return ShardStatus(
        shard=cursor.shard,
        waiting=waiting,
        oldest=oldest,
        position=cursor.position,
        at=cursor.at,
        counted=cursor.counted,
        rate=cursor.rate * _fade(seconds),
    )


def _fade(seconds: float) -> float:
    return exp(-max(seconds, 0.0) / RATE_OVER)
