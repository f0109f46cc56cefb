"""One shard's stream: appended to, read behind its cursor, repaired and trimmed."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

import msgspec
from django.conf import settings as django_settings
from django.utils import timezone

from sharekit import events as codec
from sharekit.buffers.redis_stream import scripts
from sharekit.buffers.redis_stream.line import Line
from sharekit.events import Event
from sharekit.models import ShardCursor

FIRST: Final = 100
"""Entries that a worker reads before it knows how many events an entry has."""

logger: Final = logging.getLogger("sharekit")


class Batch(msgspec.Struct):
    """Whole entries of a stream: the texts of their events, and the number of events.

    `leaves` means that the stream contains entries that can be removed.
    """

    texts: list[bytes] = []
    count: int = 0
    leaves: bool = False


class Look(msgspec.Struct, frozen=True):
    """The result of one read: the state, and entries as (id, number of events, text)."""

    epoch: str
    last: str
    appended: int
    length: int
    entries: list[tuple[str, int, bytes]]


def get_keys(prefix: str, shard: str) -> list[str]:
    """Return the keys of a shard's stream and state, which a Redis Cluster keeps on one node."""
    tag = f"{{{prefix}:{shard}}}"
    return [f"{tag}:events", f"{tag}:state"]


def append(line: Line, keys: list[str], events: list[Event], *, backlog: int) -> bool:
    """Add one entry; return whether it was accepted, which it is not if too many events wait."""
    arguments = (codec.encode(events), len(events), backlog, secrets.token_hex(8))
    return line.run(scripts.APPEND, keys, *arguments) is not None


def look(line: Line, keys: list[str], cursor: ShardCursor, count: int) -> Look:
    """Return the stream's state and up to `count` entries behind the cursor."""
    answer = line.run(scripts.READ, keys, cursor.position or "0-0", count)
    epoch, last, appended, length, entries = answer
    return Look(epoch.decode(), last.decode(), appended, length, list(_read(entries)))


def take(line: Line, keys: list[str], cursor: ShardCursor, limit: int) -> Batch:
    """Read about `limit` events behind the cursor, in whole entries, and move it in memory."""
    found = look(line, keys, cursor, FIRST)
    if found.epoch and found.epoch != cursor.epoch:
        _begin_epoch(cursor, found.epoch)
        found = look(line, keys, cursor, FIRST)
    elif is_behind(found.last, cursor.position):
        repair(line, keys, cursor)
    elif len(found.entries) < FIRST:
        # All waiting entries were read, so all others were counted. If the database was restored
        # from a backup, its row says less, and Redis would consider the rest a backlog for ever.
        cursor.counted = found.appended - sum(number for _, number, _ in found.entries)
    batch = Batch()
    entries = found.entries
    while entries:
        for cursor.position, number, text in entries:
            batch.texts.append(text)
            batch.count += number
            if batch.count >= limit:
                break
        else:
            entries = _read_on(line, keys, cursor, _guess_entries(batch, limit))
            continue
        break
    batch.leaves = found.length > 0
    return batch


def repair(line: Line, keys: list[str], cursor: ShardCursor) -> None:
    """Make the stream's next id come after the cursor, and log what was lost if it would not have.

    A server restored from an older copy, or a replica that took over, may assign ids a second time,
    and such entries behind the cursor would never be read.
    """
    arguments = (cursor.epoch, cursor.position, cursor.counted)
    if line.run(scripts.FENCE, keys, *arguments):
        logger.error(
            "Redis returned to an older state of %s, for example after a restore or a "
            "failover. Events that were stored since then and not counted yet are lost.",
            cursor.shard.partition("@")[0],
        )


def trim(line: Line, keys: list[str], cursor: ShardCursor) -> None:
    """Remove counted entries, if the stream is still the one from which they were counted."""
    time, number = _halves(cursor.position)
    arguments = (cursor.epoch, f"{time}-{number + 1}", cursor.counted)
    line.run(scripts.TRIM, keys, *arguments)


def is_behind(one: str, other: str) -> bool:
    """Return whether an id of a stream comes before another one; "" comes before all."""
    return _halves(one) < _halves(other)


def get_time(entry: str) -> datetime:
    """Return when an entry was added, by its id and the clock of its server."""
    moment = datetime.fromtimestamp(_halves(entry)[0] / 1000, UTC)
    return moment if django_settings.USE_TZ else timezone.make_naive(moment)


def _begin_epoch(cursor: ShardCursor, epoch: str) -> None:
    """Switch to a stream that has begun again; the old position is kept in case the old one is
    restored.
    """
    if cursor.epoch:
        logger.error(
            "Redis was emptied. Events of %s that had not been counted yet are lost. "
            "Counting continues with the current events.",
            cursor.shard,
        )
        ShardCursor.objects.update_or_create(
            shard=f"{cursor.shard}@{cursor.epoch}",
            defaults={
                "epoch": cursor.epoch,
                "position": cursor.position,
                "counted": cursor.counted,
            },
        )
    past = ShardCursor.objects.filter(shard=f"{cursor.shard}@{epoch}").first()
    cursor.epoch = epoch
    cursor.position, cursor.counted = (past.position, past.counted) if past else ("", 0)


def _read_on(
    line: Line, keys: list[str], cursor: ShardCursor, count: int
) -> list[tuple[str, int, bytes]]:
    answer = line.ask("XRANGE", keys[0], f"({cursor.position}", "+", "COUNT", count)
    return list(_read(answer))


def _read(entries: list[Any]) -> Iterator[tuple[str, int, bytes]]:
    for entry, (_count, number, _events, text) in entries:
        yield entry.decode(), int(number), text


def _guess_entries(batch: Batch, limit: int) -> int:
    """Return how many more entries hold the missing events, if they are like the previous ones."""
    return max(1, -(-(limit - batch.count) * len(batch.texts) // max(batch.count, 1)))


def _halves(entry: str) -> tuple[int, int]:
    """Return an id's time in milliseconds and its number within that millisecond."""
    time, _, number = entry.partition("-")
    return int(time or 0), int(number or 0)
