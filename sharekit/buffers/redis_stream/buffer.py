"""The buffer on Redis Streams."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, ClassVar, Final

from django.db import Error, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sharekit.buffers import Advice, ShardStatus, Status, cursors, payloads
from sharekit.buffers.database import DatabaseBuffer
from sharekit.buffers.redis_stream import advice, append_only_file, stream
from sharekit.buffers.redis_stream.line import Away, Declined, Line, Unanswered
from sharekit.buffers.redis_stream.lines import Lines
from sharekit.buffers.redis_stream.options import RedisStreamOptions
from sharekit.buffers.redis_stream.servers import Cluster, OneServer
from sharekit.events import Event
from sharekit.exceptions import BacklogFull, NotStored
from sharekit.models import ShardCursor
from sharekit.setting import Settings

PREFIX: Final = "redis:"
"""The beginning of the names of shards; after an `@` they have the epoch that has ended."""
APPEND_PATIENCE: Final = 0.25
"""Seconds within which Redis must answer an append."""
MARGIN: Final = timedelta(minutes=1)
"""How far the clocks of a Redis and a worker may differ."""
READ_PATIENCE: Final = 1.0
"""Seconds within which it must answer a worker, which reads megabytes."""

_PASSED: Final = gettext_lazy(
    "The workers read another Redis than this process. Give all processes the same URL and PREFIX."
)

logger: Final = logging.getLogger("sharekit")


class RedisStreamBuffer:
    """Stores one stream entry per group commit; entries that Redis refuses go to the database."""

    Options: ClassVar[type[Settings]] = RedisStreamOptions
    servers: ClassVar[type[OneServer | Cluster]] = OneServer

    def __init__(self, options: dict[str, Any] | None = None) -> None:
        self._options = RedisStreamOptions(options or {})
        self._overflow = DatabaseBuffer({"BACKLOG": self._options.backlog})
        self._lines = Lines(self.servers(self._options.url))
        self._turn = 0

    def append(self, events: list[Event]) -> None:
        """Add one entry to a stream, otherwise one row to the overflow.

        Raises `NotStored` if Redis did not answer (it may have stored the events, so in the
        overflow events without a name could count twice) or if the overflow refuses them, too, and
        `BacklogFull`.
        """
        shard = self._choose()
        if shard is None or not self._add(shard, events):
            self._overflow.append(events)

    def shards(self) -> list[str]:
        """Return every stream ever used, and the overflow; create rows for new streams.

        The shard that has waited longest comes first: if events never cease, a worker stays with
        its shard, and fewer workers than shards would otherwise serve the same ones for ever.
        """
        names = set(_list_cursors().values_list("shard", flat=True))
        for number in range(self._options.shards):
            if _name(number) not in names:
                ShardCursor.objects.get_or_create(shard=_name(number))
                names.add(_name(number))
        looks = ShardCursor.objects.exclude(at=None).values_list("shard", "at")
        times = {shard: at.timestamp() for shard, at in looks if at}
        listed = [*sorted(names), *self._overflow.shards()]
        return sorted(listed, key=lambda shard: times.get(shard, 0.0))

    @contextmanager
    def batch(self, shard: str, limit: int) -> Iterator[list[Event]]:
        """Open a transaction that also moves the cursor; see `Buffer.batch`.

        Entries are removed after the commit. If a worker dies in between, the next worker removes
        the entries that the cursor has passed.
        """
        if not shard.startswith(PREFIX):
            with self._overflow.batch(shard, limit) as events:
                yield events
            return
        with transaction.atomic(using=cursors.get_alias(), durable=True):
            cursor = cursors.lock(shard)
            taken = self._take(cursor, limit) if cursor else stream.Batch()
            yield [event for text in taken.texts for event in payloads.read(text)]
            if cursor:
                cursors.advance(cursor, taken.count)
        if cursor and taken.leaves:
            self._trim(cursor)

    def status(self) -> Status:
        """Return the backlog of Redis and of the overflow; shards that Redis does not report are
        faults.
        """
        overflow = self._overflow.status()
        shards: list[ShardStatus] = []
        faulty: dict[str, list[str]] = {}
        cursor_rows = list(_list_cursors().order_by("shard"))
        if not cursor_rows:
            try:
                self._get_line(_name(0), READ_PATIENCE)
            except (Away, Unanswered) as error:
                faulty[_describe(error)] = [_name(0)]
        for shard, fault in self._look_at_all(cursor_rows):
            shards.append(shard)
            if fault:
                faulty.setdefault(fault, []).append(shard.shard)
        shards += overflow.shards
        oldest = [shard.oldest for shard in shards if shard.oldest]
        return Status(
            waiting=sum(shard.waiting for shard in shards),
            oldest=min(oldest, default=None),
            shards=tuple(shards),
            faults=tuple(f"{', '.join(names)}: {fault}" for fault, names in faulty.items()),
        )

    def check(self) -> list[Advice]:
        """Return the risks in the configuration of Redis."""
        try:
            line, _is_new = self._get_line(_name(0), READ_PATIENCE)
            return advice.advise(line, self._options.url)
        except (Away, Unanswered) as error:
            return [advice.describe_away(self._options.url, _first_line(error))]

    def erase(self) -> bool:
        """Let every server rewrite its append-only file, which holds drained events."""
        known = _list_cursors().values_list("shard", flat=True)
        shards = sorted({*known, *map(_name, range(self._options.shards))})
        asked: dict[str, bool] = {}
        for shard in shards:
            if self._lines.get_server_name(self._get_keys(shard)[0]) not in asked:
                is_begun = self._erase(shard)
                # The nodes of a cluster are known after one of them has answered.
                asked.setdefault(self._lines.get_server_name(self._get_keys(shard)[0]), is_begun)
        return all(asked.values())

    def close(self) -> None:
        """Close this thread's connections."""
        self._lines.close()
        self._overflow.close()

    def _choose(self) -> str | None:
        """Return the next shard whose server is not avoided, in turn."""
        for _step in range(self._options.shards):
            self._turn += 1
            shard = _name(self._turn % self._options.shards)
            if not self._lines.is_avoided(self._get_keys(shard)[0]):
                return shard
        return None

    def _add(self, shard: str, events: list[Event]) -> bool:
        """Add an entry; return whether it was accepted. Raises as `append` does."""
        backlog = -(-self._options.backlog // self._options.shards)
        try:
            line, is_new = self._get_line(shard, APPEND_PATIENCE)
            if is_new:
                self._fence(line, shard)
            is_taken = stream.append(line, self._get_keys(shard), events, backlog=backlog)
        except Unanswered as error:
            self._avoid(shard)
            raise NotStored(f"Redis did not answer: {_first_line(error)}") from error
        except (Away, Error) as error:
            self._avoid(shard)
            logger.warning("Events overflow into the database: %s", _first_line(error))
            return False
        if not is_taken:
            raise BacklogFull(f"{self._options.backlog} events wait in Redis. Are workers running?")
        return True

    def _fence(self, line: Line, shard: str) -> None:
        """Make sure that new entries get ids after the cursor, whenever the server may have
        changed.

        It may have been restored, or a replica may have taken over. Rows of ended epochs count,
        too, because the restored copy may be of one of them.
        """
        self._overflow.revive()
        ShardCursor.objects.get_or_create(shard=shard)
        known = ShardCursor.objects.filter(Q(shard=shard) | Q(shard__startswith=f"{shard}@"))
        for cursor in known.exclude(position=""):
            stream.repair(line, self._get_keys(shard), cursor)

    def _take(self, cursor: ShardCursor, limit: int) -> stream.Batch:
        """Read events behind a locked cursor; none while Redis is unreachable, so that other shards
        go on.
        """
        try:
            line, _is_new = self._get_line(cursor.shard, READ_PATIENCE)
            return stream.take(line, self._get_keys(cursor.shard), cursor, limit)
        except (Away, Unanswered) as error:
            logger.error(
                "%s is not drained, Redis does not answer: %s", cursor.shard, _first_line(error)
            )
            self._lines.forget(self._get_keys(cursor.shard)[0])
            cursor.refresh_from_db()
            return stream.Batch()

    def _trim(self, cursor: ShardCursor) -> None:
        try:
            line, _is_new = self._get_line(cursor.shard, READ_PATIENCE)
            stream.trim(line, self._get_keys(cursor.shard), cursor)
        except (Away, Unanswered) as error:
            # The next worker removes them.
            logger.warning("%s was not trimmed: %s", cursor.shard, _first_line(error))

    def _erase(self, shard: str) -> bool:
        try:
            line, _is_new = self._get_line(shard, READ_PATIENCE)
            append_only_file.rewrite(line)
        except (Away, Unanswered) as error:
            logger.warning(
                "Redis did not rewrite its append-only file, which keeps readers' hashes longer "
                "than 48 hours until it does: %s. Allow its user INFO and BGREWRITEAOF, or run "
                "BGREWRITEAOF once a day yourself.",
                _first_line(error),
            )
            return False
        return True

    def _look_at_all(self, rows: list[ShardCursor]) -> Iterator[tuple[ShardStatus, str]]:
        """Yield each shard's status and its fault, "" without one.

        A server that did not answer is not asked for its other shards: each would take a second.
        """
        silent: dict[str, str] = {}
        for cursor in rows:
            key = self._get_keys(cursor.shard)[0]
            fault = silent.get(self._lines.get_server_name(key))
            if fault is None:
                try:
                    yield self._look(cursor)
                    continue
                except (Away, Unanswered) as error:
                    fault = _describe(error)
                    if not isinstance(error, Declined):
                        silent[self._lines.get_server_name(key)] = fault
            yield cursors.describe(cursor, waiting=0, oldest=None), fault

    def _look(self, cursor: ShardCursor) -> tuple[ShardStatus, str]:
        """Return a shard's status, and a fault if workers read another Redis than this process."""
        line, _is_new = self._get_line(cursor.shard, READ_PATIENCE)
        keys = self._get_keys(cursor.shard)
        found = stream.look(line, keys, cursor, 1)
        is_other = found.epoch != cursor.epoch
        if is_other and cursor.position:
            cursor.position, cursor.counted = "", 0
            found = stream.look(line, keys, cursor, 1)
        oldest = stream.get_time(found.entries[0][0]) if found.entries else None
        waiting = max(found.appended - cursor.counted, 1) if oldest else 0
        # A worker that had read this stream since would have written down its epoch.
        is_passed = is_other and oldest and cursor.at and cursor.at - oldest > MARGIN
        fault = str(_PASSED) if is_passed else ""
        return cursors.describe(cursor, waiting=waiting, oldest=oldest), fault

    def _get_line(self, shard: str, patience: float) -> tuple[Line, bool]:
        return self._lines.get(self._get_keys(shard)[0], patience=patience)

    def _get_keys(self, shard: str) -> list[str]:
        return stream.get_keys(self._options.prefix, shard)

    def _avoid(self, shard: str) -> None:
        self._lines.avoid(self._get_keys(shard)[0])


class RedisClusterBuffer(RedisStreamBuffer):
    """The same on a Redis Cluster: the option URL is one of its nodes."""

    servers = Cluster


def _list_cursors() -> QuerySet[ShardCursor]:
    """Return the rows of the streams, without those of epochs that have ended."""
    return ShardCursor.objects.filter(shard__startswith=PREFIX).exclude(shard__contains="@")


def _name(number: int) -> str:
    return f"{PREFIX}{number}"


def _describe(error: Exception) -> str:
    sentence = _("Redis does not answer (%(error)s). The number of events that wait is unknown.")
    return sentence % {"error": _first_line(error)}


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
