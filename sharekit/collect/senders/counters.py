"""Where events are counted against a limit: in this process's memory, or in a Redis."""

from __future__ import annotations

import time
from hashlib import blake2b
from threading import Lock
from typing import Final, Protocol

from django.conf import settings
from django.utils.crypto import salted_hmac
from limits import RateLimitItem
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

MOST: Final = 100_000
"""Senders that one window counts in memory (about 9 MB); those after them are let through."""


class Counter(Protocol):
    """What counts events. It keeps neither an address nor an agent."""

    def add(self, limit: RateLimitItem, sender: str, *, cost: int) -> float:
        """Count the events of a sender; return the seconds to wait, 0 within the limit."""


class MemoryCounter:
    """Counts in this process: with n processes a site lets through up to n times as many.

    The library's own store looks through all senders up to 100 times a second, and takes 7 us a
    count at 60,000 of them. Here a window begins on the clock, all its counts go at once, and one
    takes 1 us.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._windows: dict[int, tuple[int, dict[int, int]]] = {}

    def add(self, limit: RateLimitItem, sender: str, *, cost: int) -> float:
        """Count the events of a sender; return the seconds to wait, 0 within the limit."""
        length, now = limit.get_expiry(), time.time()
        number = int(now // length)
        # Keyed by Python, anew in each process.
        key = hash((limit.amount, sender))
        with self._lock:
            begun, counts = self._windows.get(length, (-1, {}))
            if begun != number:
                counts = {}
                self._windows[length] = number, counts
            count = counts.get(key, 0) + cost
            if count > cost or len(counts) < MOST:
                counts[key] = count
        return 0.0 if count <= limit.amount else (number + 1) * length - now


class SharedCounter:
    """Counts for all processes, in a store of the library `limits`: `redis://host:6379/1`.

    It raises the library's StorageError where the store does not answer within `patience` seconds.
    """

    def __init__(self, store: str, *, patience: float) -> None:
        wait = {"socket_timeout": patience, "socket_connect_timeout": patience}
        storage = storage_from_string(store, wrap_exceptions=True, **wait)
        self._limiter = FixedWindowRateLimiter(storage)
        # The same in every process.
        secret = salted_hmac("sharekit.collect.senders", settings.SECRET_KEY, algorithm="sha256")
        self._key = secret.digest()

    def add(self, limit: RateLimitItem, sender: str, *, cost: int) -> float:
        """Count the events of a sender; return the seconds to wait, 0 within the limit."""
        name = blake2b(sender.encode(errors="replace"), key=self._key, digest_size=16).hexdigest()
        if self._limiter.hit(limit, name, cost=cost):
            return 0.0
        # The window may end while it is asked for.
        return max(self._limiter.get_window_stats(limit, name).reset_time - time.time(), 1.0)
