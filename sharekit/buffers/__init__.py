"""Buffers: where events wait until they are counted.

In: stamped events, from collect. Out: the same events, to aggregate, each exactly once, because
removing them and writing their counts is one transaction. The setting BUFFER names the class by its
dotted path, or as `{"BACKEND": path, "OPTIONS": {…}}`.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, ClassVar, Protocol

import msgspec
from django.utils.module_loading import import_string

from sharekit.caches import cached_by
from sharekit.conf import settings
from sharekit.events import Event
from sharekit.setting import Settings


class ShardStatus(msgspec.Struct, frozen=True):
    """One shard: how many events wait in it and since when, and how far it was counted.

    `at` is when a worker last read it, `counted` the number of events that were taken from it (in
    the lifetime of its stream), `rate` the number per second over about the last minute.
    """

    shard: str
    waiting: int
    oldest: datetime | None
    position: str = ""
    at: datetime | None = None
    counted: int = 0
    rate: float = 0.0


class Status(msgspec.Struct, frozen=True):
    """The backlog: how many events wait, since when, in which shards.

    `faults` holds a sentence for each current fault of the buffer's server: events that wait there
    may then be missing from the figures.
    """

    waiting: int
    oldest: datetime | None
    shards: tuple[ShardStatus, ...] = ()
    faults: tuple[str, ...] = ()


class Advice(msgspec.Struct, frozen=True):
    """A risk to a buffer's guarantees, and the line of configuration that removes it."""

    sentence: str
    step: str


class Buffer(Protocol):
    """The interface of every buffer; tests/unit/buffers/contract.py defines its behaviour."""

    Options: ClassVar[type[Settings]]
    """The options that it declares: a class of `Setting`s, by which a system check finds others."""

    def __init__(self, options: dict[str, Any]) -> None:
        """Take the options that the site has set."""

    def append(self, events: list[Event]) -> None:
        """Return when the events are stored; raise `NotStored` if they are not or may not be."""

    def shards(self) -> list[str]:
        """Return the names of the parts that can be drained concurrently, the next one first."""

    def batch(self, shard: str, limit: int) -> AbstractContextManager[list[Event]]:
        """Open a transaction around up to `limit` events (one append is never split).

        Leaving it commits and removes the events; an error keeps them. The list is empty if nothing
        waits or another worker drains the shard.
        """

    def status(self) -> Status:
        """Return the backlog; never raise because the buffer's own server is unreachable."""

    def check(self) -> list[Advice]:
        """Return the risks in the configuration of the buffer's server."""

    def erase(self) -> bool:
        """Begin to erase drained events from the files of the buffer's server.

        Return whether erasing has begun or is not needed; otherwise the log gives the reason. Never
        raise because the server is unreachable or refuses.
        """

    def close(self) -> None:
        """Close the connection of this thread."""


@cached_by("SHAREKIT")
def get() -> Buffer:
    """Return the buffer that the setting BUFFER names, built with its options."""
    backend, options = parse(settings.buffer)
    return backend(options)


def parse(setting: str | dict[str, Any]) -> tuple[type[Buffer], dict[str, Any]]:
    """Return the class and the options that a valid value of BUFFER names."""
    given: dict[str, Any] = {"BACKEND": setting} if isinstance(setting, str) else setting
    return import_string(given["BACKEND"]), given.get("OPTIONS", {})
