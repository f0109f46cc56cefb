"""The status for frequent callers, computed at most a few times a minute."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from functools import lru_cache
from typing import Final, Generic, TypeVar

from sharekit import log
from sharekit.buffers import cursors
from sharekit.models import ShardCursor
from sharekit.status.status import Status, get_status

KEPT: Final = 5.0
"""Seconds for which an answer is reused."""
FIRST: Final = 2.0
"""Seconds for which a thread waits for the first answer of its process, which another computes."""
LONGEST: Final = 10.0
"""Seconds after which computing an answer counts as failed."""

T = TypeVar("T")


def get_recent_status() -> Status | None:
    """Return this process's status of some seconds ago, or None if it is not available.

    Never raises. While one thread computes the status, other threads get the previous one, so
    frequent requests are cheap, and a hanging database blocks only one thread. Only for the first
    one of a process the others wait, at most FIRST seconds.
    """
    return _status().get()


def has_database() -> bool:
    """Return whether this process reached its database some seconds ago.

    Never raises, and is as cheap. Nothing else is asked, because a Redis that does not answer takes
    a second.
    """
    return bool(_database().get())


class Pulse(Generic[T]):
    """Computes an answer at most once in KEPT seconds, in one thread at a time.

    If computing raises, the log gets the sentence `trouble`, at most once a minute.
    """

    def __init__(self, compute: Callable[[], T], *, trouble: str) -> None:
        self._compute = compute
        self._trouble = trouble
        self._lock = threading.Lock()
        self._found: T | None = None
        self._until = float("-inf")
        self._since = float("inf")

    def get(self) -> T | None:
        """Return the answer of some seconds ago, or None if it is not available."""
        is_first = self._until == float("-inf")
        if self._lock.acquire(timeout=FIRST if is_first else 0):
            try:
                if time.monotonic() >= self._until:
                    self._look()
            finally:
                self._lock.release()
        return None if time.monotonic() - self._since > LONGEST else self._found

    def _look(self) -> None:
        self._since = time.monotonic()
        try:
            self._found = self._compute()
        except Exception as error:  # noqa: BLE001
            # Monitors get an answer for any error, and Django does not mail a traceback for each
            # request.
            log.write_throttled(logging.ERROR, self._trouble, error=error)
            self._found = None
        self._since = float("inf")
        self._until = time.monotonic() + KEPT


@lru_cache
def _status() -> Pulse[Status]:
    return Pulse(
        get_status,
        trouble="The status is not available, so health/ answers 503. Check that the database is "
        "running and all migrations are applied.",
    )


@lru_cache
def _database() -> Pulse[bool]:
    return Pulse(
        _ask_database,
        trouble="The database does not answer, so ready/ answers 503. Check that it is running "
        "and all migrations are applied.",
    )


def _ask_database() -> bool:
    ShardCursor.objects.using(cursors.get_alias()).exists()
    return True
