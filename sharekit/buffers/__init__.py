"""Buffers: where events wait until they are counted.

In: stamped events, from collect. Out: the same events, to aggregate, each exactly once: taking them
and writing their counts is one transaction. Chosen by the dotted path in the setting BUFFER.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime
from functools import lru_cache
from typing import Protocol

import msgspec
from django.utils.module_loading import import_string

from sharekit.conf import settings
from sharekit.events import Event


class ShardStatus(msgspec.Struct, frozen=True):
    """One shard: how many events wait in it and since when, and how far it was counted.

    `at` is when a worker last looked at it, `counted` how many events it has taken (in the life of
    its stream), `rate` how many a second over the last minute or so.
    """

    shard: str
    waiting: int
    oldest: datetime | None
    position: str = ""
    at: datetime | None = None
    counted: int = 0
    rate: float = 0.0


class Status(msgspec.Struct, frozen=True):
    """What waits: how many events, since when, in which shards.

    `faults` say what is wrong with the buffer's server now, a sentence each: what waits there may
    then be missing from the figures.
    """

    waiting: int
    oldest: datetime | None
    shards: tuple[ShardStatus, ...] = ()
    faults: tuple[str, ...] = ()


class Advice(msgspec.Struct, frozen=True):
    """What endangers a buffer's promises, and the line of configuration that mends it."""

    sentence: str
    step: str


class Buffer(Protocol):
    """What every buffer does; tests/buffers/contract.py is its law."""

    def append(self, events: list[Event]) -> None:
        """Return when the events are stored; raise `NotStored` when they are not or may not be."""

    def shards(self) -> list[str]:
        """Return the names of the parts that can be drained side by side, the next one first."""

    def batch(self, shard: str, limit: int) -> AbstractContextManager[list[Event]]:
        """Open a transaction around up to `limit` events (one append is never split).

        Leaving it commits and takes them away; an error leaves them where they are. The list is
        empty when nothing waits or when another worker drains the shard.
        """

    def status(self) -> Status:
        """Return what waits; never raise because the buffer's own server is away."""

    def check(self) -> list[Advice]:
        """Return what in the configuration of the buffer's server endangers events."""

    def erase(self) -> bool:
        """Begin to erase what was drained from the files of the buffer's server.

        Tell whether that is under way, or nothing to do; why it is not is logged. Never raise
        because the server is away or refuses.
        """

    def close(self) -> None:
        """Close the connection of this thread."""


def get() -> Buffer:
    """Return the buffer that the setting BUFFER names."""
    return _load(settings.buffer)


@lru_cache
def _load(path: str) -> Buffer:
    buffer: Buffer = import_string(path)()
    return buffer
