"""Buffers in trouble, for the doctor to find."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sharekit.buffers.database import DatabaseBuffer
from sharekit.events import Event
from sharekit.exceptions import NotStored


class FullBuffer(DatabaseBuffer):
    """Takes nothing."""

    def append(self, events: list[Event]) -> None:
        raise NotStored("no room")


class BusyBuffer(DatabaseBuffer):
    """Is drained by another worker, who keeps its shard for a number of drains."""

    busy = 2

    def __init__(self) -> None:
        super().__init__()
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
    """Is drained by a worker who never ends."""

    busy = 10**9
