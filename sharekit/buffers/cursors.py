"""Cursor rows: who drains a shard, and how far it was counted."""

from __future__ import annotations

from datetime import datetime
from math import exp
from typing import Final

from django.db import connections, router
from django.db.models import CharField, Func, Value
from django.utils import timezone

from sharekit.buffers import ShardStatus
from sharekit.models import ShardCursor

PAUSE: Final = "20s"
"""How long a worker may stand still in a drain before PostgreSQL ends its session."""
RATE_OVER: Final = 60.0
"""Seconds over which a rate is averaged."""


def find_alias() -> str:
    """Return the database of the cursors, and so of all our tables."""
    return router.db_for_write(ShardCursor)


def lock(shard: str, *, waits: bool = False) -> ShardCursor | None:
    """Take a shard for this transaction; if another worker has it, wait or return nothing.

    A worker that is stopped in the middle (a paused machine) gives the shard up after PAUSE: the
    server ends its session, and what it does when it comes back changes nothing.
    """
    rows = ShardCursor.objects.filter(shard=shard)
    if not connections[find_alias()].features.has_select_for_update_skip_locked:
        # A write comes first: SQLite fails transactions that read and write later.
        return rows.get() if rows.update(shard=shard) else None
    setting = Value("idle_in_transaction_session_timeout")
    limit = Func(
        setting, Value(PAUSE), Value(value=True), function="set_config", output_field=CharField()
    )
    return rows.select_for_update(skip_locked=not waits).annotate(pause=limit).first()


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
