"""The default buffer: a table of the site's own database."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, Final

from django.db import Error, connections, transaction
from django.db.models import Min, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from sharekit import events as codec
from sharekit.buffers import Advice, Status, cursors, payloads
from sharekit.events import Event
from sharekit.exceptions import BacklogFull, NotStored
from sharekit.models import BufferedEvent, ShardCursor
from sharekit.setting import Setting, Settings

SHARD: Final = "database"
IDLE: Final = 5.0
"""Seconds after which a connection is checked before its next use."""
LOOK: Final = 5.0
"""Seconds after which a process counts the backlog again; in between it adds its own events."""
REST: Final = 1.0
"""Seconds for which a process refuses events after the backlog was full, without counting again."""


class DatabaseOptions(Settings):
    """The options of the buffer."""

    backlog = Setting[int](
        1_000_000,
        check=lambda count: count > 0,
        must_be="a number of events, 1 or more",
        meaning="How many events may wait; above it senders get 503 and come back later.",
    )


class DatabaseBuffer:
    """Stores one row per group commit, and deletes drained rows in the counts' transaction."""

    Options: ClassVar[type[Settings]] = DatabaseOptions

    def __init__(self, options: dict[str, Any] | None = None) -> None:
        self._options = DatabaseOptions(options or {})
        self._appended = 0.0
        self._waiting = 0
        self._is_full = False
        self._look_at = 0.0

    def append(self, events: list[Event]) -> None:
        """Insert one row, in autocommit.

        Raises `BacklogFull` if too many events wait, as far as this process knows; it learns of
        events of other processes some seconds later.
        """
        self.revive()
        try:
            self._check_room(len(events))
            BufferedEvent.objects.create(
                payload=codec.encode(events), count=len(events), at=timezone.now()
            )
        except Error as error:
            if not connections[self._alias].in_atomic_block:
                # The next append opens a new connection, because this one may be dead.
                self.close()
            raise NotStored(str(error).partition("\n")[0]) from error
        self._waiting += len(events)

    def shards(self) -> list[str]:
        """Return the only shard, and create its cursor row if it is missing."""
        ShardCursor.objects.get_or_create(shard=SHARD)
        return [SHARD]

    @contextmanager
    def batch(self, shard: str, limit: int) -> Iterator[list[Event]]:
        """Open a transaction around the oldest events; see `Buffer.batch`."""
        with transaction.atomic(using=self._alias, durable=True):
            cursor = cursors.lock(shard)
            events = self._take(limit) if cursor else []
            yield events
            if cursor:
                cursors.advance(cursor, len(events))

    def status(self) -> Status:
        """Return the backlog."""
        figures = BufferedEvent.objects.aggregate(waiting=Sum("count"), oldest=Min("at"))
        waiting, oldest = figures["waiting"] or 0, figures["oldest"]
        # The cursor row may not exist yet.
        cursor = ShardCursor.objects.filter(shard=SHARD).first() or ShardCursor(shard=SHARD)
        shard = cursors.describe(cursor, waiting=waiting, oldest=oldest)
        return Status(waiting, oldest, (shard,))

    def check(self) -> list[Advice]:
        """Return the shards of an earlier buffer, in which events may wait that nobody counts.

        Only that buffer knows whether they are empty, and a web process with the old settings may
        still add to them, so they are named until their rows are deleted.
        """
        try:
            # Rows of tasks have no time, nor have those of a stream that was emptied.
            earlier = list(ShardCursor.objects.exclude(shard=SHARD).exclude(at=None).order_by("at"))
        except Error:
            # Status and doctor ask the database first, and a worker tries again later.
            return []
        return [_describe_earlier(earlier)] if earlier else []

    def erase(self) -> bool:
        """Return True: a database reuses the space of deleted rows."""
        return True

    def close(self) -> None:
        """Close this thread's connection."""
        connections[self._alias].close()

    def revive(self) -> None:
        """Close a connection that a restart or a time-out has ended while it was idle."""
        connection = connections[self._alias]
        idle = time.monotonic() - self._appended
        if idle > IDLE and connection.connection is not None and not connection.is_usable():
            connection.close()
        self._appended = time.monotonic()

    def _check_room(self, wanted: int) -> None:
        """Raise `BacklogFull` if there is no room for `wanted` events; an empty backlog takes any
        append.

        The backlog is counted only when it may matter, because counting a full table takes a tenth
        of a second.
        """
        now = time.monotonic()
        seems_full = self._waiting + wanted > self._options.backlog
        if now > self._look_at or (seems_full and not self._is_full):
            self._waiting = _count_waiting()
            self._is_full = 0 < self._waiting > self._options.backlog - wanted
            self._look_at = now + (REST if self._is_full else LOOK)
        if self._is_full:
            raise BacklogFull(f"{self._waiting} events wait in the database. Are workers running?")

    @property
    def _alias(self) -> str:
        return cursors.get_alias()

    def _take(self, limit: int) -> list[Event]:
        waiting = BufferedEvent.objects.order_by("pk")
        last = taken = 0
        for pk, count in waiting.values_list("pk", "count")[:limit]:
            last = pk
            taken += count
            if taken >= limit:
                break
        rows = list(waiting.filter(pk__lte=last))
        BufferedEvent.objects.filter(pk__in=[row.pk for row in rows]).delete()
        return [event for row in rows for event in payloads.read(bytes(row.payload))]


def _describe_earlier(cursor_rows: list[ShardCursor]) -> Advice:
    names = ", ".join(sorted(cursor.shard for cursor in cursor_rows))
    at = cursor_rows[-1].at
    return Advice(
        _(
            "Another buffer was drained until %(time)s (%(shards)s). Events that came to it later "
            "are not counted."
        )
        % {"time": f"{at:%Y-%m-%d}", "shards": names},
        _(
            "Run manage.py sharekit_aggregate with the old BUFFER until nothing waits, then delete "
            "these rows of sharekit_shardcursor."
        ),
    )


def _count_waiting() -> int:
    return BufferedEvent.objects.aggregate(waiting=Sum("count"))["waiting"] or 0
