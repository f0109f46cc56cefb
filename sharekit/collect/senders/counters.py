"""Counts events against limits, in this process's memory or in a Redis."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from threading import Lock
from typing import Final, NamedTuple, Protocol

from limits import RateLimitItem
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

from sharekit.collect.reader import get_salt

MOST: Final = 100_000
"""The most senders that one window counts in memory (about 9 MB); further senders are let through.
"""


class Rate(NamedTuple):
    """A limit: the most events, the seconds of its window, and both as the library's item."""

    amount: int
    seconds: int
    item: RateLimitItem


Counted = tuple[Rate, str]
"""A limit, and its sender."""


class Counter(Protocol):
    """Counts events. It stores neither addresses nor agents."""

    def add(self, counted: Sequence[Counted], *, cost: int) -> float:
        """Count the events for each sender, up to the first one that has sent too many.

        Return the seconds that this sender has to wait, 0 if all are within their limits. A cost
        above the whole limit counts as the limit; otherwise it would never be let through.
        """

    def look(self, counted: Sequence[Counted]) -> float:
        """Return the seconds that the first sender at its limit has to wait, and count nothing."""


Window = tuple[float, dict[int, int]]
"""A window's number since 1970, and the events in it by the hash of limit and sender."""
_NEVER: Final[Window] = (-1.0, {})


class MemoryCounter:
    """Counts in this process: with n processes a site lets through up to n times as many.

    The library's own store scans all senders up to 100 times a second, and takes 7 us per count for
    60,000 of them. Here windows follow the clock, all counts of a window are dropped at once, and a
    count takes 1 us.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._windows: dict[int, Window] = {}

    def add(self, counted: Sequence[Counted], *, cost: int) -> float:
        """Count as in `Counter.add`."""
        now = time.time()
        found = []
        wait = 0.0
        with self._lock:
            for (amount, seconds, _), sender in counted:
                begun, counts = self._windows.get(seconds, _NEVER)
                if begun != now // seconds:
                    counts = {}
                    self._windows[seconds] = now // seconds, counts
                # Python uses a new key in each process.
                key = hash((amount, sender))
                known = counts.get(key, 0)
                found.append((counts, key, known))
                if (known and known + cost > amount) or not amount:
                    wait = seconds - now % seconds
                    break
            for counts, key, known in found:
                # A network over its limit cannot fill the table with readers.
                if known or (not wait and len(counts) < MOST):
                    counts[key] = known + cost
        return wait

    def look(self, counted: Sequence[Counted]) -> float:
        """Look as in `Counter.look`."""
        now = time.time()
        with self._lock:
            for (amount, seconds, _), sender in counted:
                begun, counts = self._windows.get(seconds, _NEVER)
                known = counts.get(hash((amount, sender)), 0) if begun == now // seconds else 0
                if known >= amount:
                    return seconds - now % seconds
        return 0.0

    def give_back(self, counted: Sequence[Counted], *, cost: int) -> None:
        """Take back events that `add` counted, unless their window has ended."""
        now = time.time()
        with self._lock:
            for (amount, seconds, _), sender in counted:
                begun, counts = self._windows.get(seconds, _NEVER)
                key = hash((amount, sender))
                if begun == now // seconds and key in counts:
                    counts[key] = max(counts[key] - cost, 0)


class SharedCounter:
    """Counts for all processes, in a store of the library `limits`: `redis://host:6379/1`.

    It raises the library's StorageError if the store does not answer within `patience` seconds.
    """

    def __init__(self, store: str, *, patience: float) -> None:
        wait = {"socket_timeout": patience, "socket_connect_timeout": patience}
        storage = storage_from_string(store, wrap_exceptions=True, **wait)
        self._limiter = FixedWindowRateLimiter(storage)

    def add(self, counted: Sequence[Counted], *, cost: int) -> float:
        """Count as in `Counter.add`."""
        for limit, name in _hash_senders(counted):
            if not self._limiter.hit(limit.item, name, cost=min(cost, limit.amount or 1)):
                return self._get_wait(limit, name)
        return 0.0

    def look(self, counted: Sequence[Counted]) -> float:
        """Look as in `Counter.look`."""
        for limit, name in _hash_senders(counted):
            if not self._limiter.test(limit.item, name):
                return self._get_wait(limit, name)
        return 0.0

    def _get_wait(self, limit: Rate, name: str) -> float:
        end = self._limiter.get_window_stats(limit.item, name).reset_time
        # The window may end during the request.
        return max(end - time.time(), 1.0)


def _hash_senders(counted: Sequence[Counted]) -> Iterator[Counted]:
    """Yield the limits with hashes of their senders.

    A hash outlives its window in the files of Redis; its salt, which all processes share, is
    deleted after 48 hours.
    """
    salt = get_salt(datetime.now(UTC).date())
    for limit, sender in counted:
        text = sender.encode(errors="replace")
        yield limit, blake2b(text, key=salt, digest_size=16).hexdigest()
