"""Buffers in trouble, for the doctor and the status to find."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import msgspec
from django.utils import timezone

from sharekit.buffers import Advice, ShardStatus, Status
from sharekit.buffers.database import DatabaseBuffer
from sharekit.events import Event
from sharekit.exceptions import NotStored


class FullBuffer(DatabaseBuffer):
    """Takes nothing."""

    def append(self, events: list[Event]) -> None:
        raise NotStored("no room")


class BusyBuffer(DatabaseBuffer):
    """A buffer whose shard another worker keeps for a number of drains."""

    busy = 2

    def __init__(self, options: dict[str, Any]) -> None:
        super().__init__(options)
        self._left = self.busy

    @contextmanager
    def batch(self, shard: str, limit: int) -> Iterator[list[Event]]:
        self._left -= 1
        if self._left >= 0:
            yield []
            return
        with super().batch(shard, limit) as events:
            yield events


class StuckBuffer(BusyBuffer):
    """A buffer whose shard another worker keeps for ever."""

    busy = 10**9


class RemoteBuffer(DatabaseBuffer):
    """Has two shards on a server, of which one waits for a minute and one was never looked at."""

    def status(self) -> Status:
        now = timezone.now()
        oldest = now - timedelta(seconds=50)
        shards = (
            ShardStatus("remote:0", 3000, oldest, "1790000000000-7", now, 10_000_000, 1234.56),
            ShardStatus("remote:1", 0, None),
            *super().status().shards,
        )
        waiting = sum(shard.waiting for shard in shards)
        return Status(waiting, oldest, shards)

    def check(self) -> list[Advice]:
        return [Advice("The server forgets all it holds when it stops.", "appendonly yes")]


class AwayBuffer(RemoteBuffer):
    """Has a server that does not answer, so that only the overflow is known."""

    def status(self) -> Status:
        faults = ("The server does not answer.",)
        return msgspec.structs.replace(DatabaseBuffer.status(self), faults=faults)
