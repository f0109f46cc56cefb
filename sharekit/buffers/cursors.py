"""Cursor rows: who drains a shard, and how far it was counted."""

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
    # A worker that stands still in a drain (a paused machine) loses its session, and its locks.
    "idle_in_transaction_session_timeout": "20s",
    # A batch finds its rows by keys. The planner would rather read whole tables while they are
    # small, or seem so since their last ANALYZE: the cost of an event would grow with them.
    "enable_seqscan": "off",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
    # A bitmap scan leaves dead entries, of links that have a place by now, in the index.
    "enable_bitmapscan": "off",
}
"""What PostgreSQL keeps to in a drain's transaction."""
RATE_OVER: Final = 60.0
"""Seconds over which a rate is averaged."""


def find_alias() -> str:
    """Return the database of the cursors, and so of all our tables."""
    return router.db_for_write(ShardCursor)


def lock(shard: str, *, waits: bool = False) -> ShardCursor | None:
    """Take a shard for this transaction; if another worker has it, wait or return nothing.

    A worker that is stopped in the middle gives the shard up (see SETTINGS), and what it does when
    it comes back changes nothing.
    """
    rows = ShardCursor.objects.filter(shard=shard)
    if not connections[find_alias()].features.has_select_for_update_skip_locked:
        # A write comes first: SQLite fails transactions that read and write later.
        return rows.get() if rows.update(shard=shard) else None
    setting = {name: _set_locally(name, value) for name, value in SETTINGS.items()}
    return rows.select_for_update(skip_locked=not waits).annotate(**setting).first()


@contextmanager
def hold(task: str, *, waits: bool = False) -> Iterator[bool]:
    """Open a transaction in which nobody else does a task, and tell whether it is one.

    It is not where another worker does it and we do not wait. A worker that is paused gives it up.
    """
    ShardCursor.objects.get_or_create(shard=task)
    with transaction.atomic(using=find_alias(), durable=True):
        yield lock(task, waits=waits) is not None


def _set_locally(name: str, value: str) -> Func:
    arguments = Value(name), Value(value), Value(value=True)
    return Func(*arguments, function="set_config", output_field=CharField())


def advance(cursor: ShardCursor, taken: int) -> None:
    """Write how far a locked shard was counted, and that `taken` events were."""
    now = timezone.now()
    seconds = (now - cursor.at).total_seconds() if cursor.at else RATE_OVER
    cursor.rate = cursor.rate * _fade(seconds) + taken / RATE_OVER
    cursor.at = now
    cursor.counted += taken
    cursor.save(update_fields=["position", "epoch", "counted", "rate", "at"])


def tell(cursor: ShardCursor, *, waiting: int, oldest: datetime | None) -> ShardStatus:
    """Return what is known of a shard."""
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
