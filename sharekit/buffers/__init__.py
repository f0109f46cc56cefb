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


class Status(msgspec.Struct, frozen=True):
    """How many events wait, and when the oldest of them was stored."""

    waiting: int
    oldest: datetime | None


class Buffer(Protocol):
    """What every buffer does; tests/buffers/contract.py is its law."""

    def append(self, events: list[Event]) -> None:
        """Return when the events are stored; raise `NotStored` when they are not or may not be."""

    def shards(self) -> list[str]:
        """Return the names of the parts that can be drained side by side."""

    def batch(self, shard: str, limit: int) -> AbstractContextManager[list[Event]]:
        """Open a transaction around up to `limit` events (one append is never split).

        Leaving it commits and takes them away; an error leaves them where they are. The list is
        empty when nothing waits or when another worker drains the shard.
        """

    def status(self) -> Status:
        """Return what waits."""

    def close(self) -> None:
        """Close the connection of this thread."""


def get() -> Buffer:
    """Return the buffer that the setting BUFFER names."""
    return _load(settings.buffer)


@lru_cache
def _load(path: str) -> Buffer:
    buffer: Buffer = import_string(path)()
    return buffer
