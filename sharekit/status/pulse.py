"""The status for frequent callers, computed at most a few times a minute."""

from __future__ import annotations

import logging
import threading
import time
from functools import lru_cache
from typing import Final

from sharekit import log
from sharekit.status.status import Status, get_status

KEPT: Final = 5.0
"""Seconds for which a status is reused."""
LONGEST: Final = 10.0
"""Seconds after which computing the status counts as failed."""


def get_recent_status() -> Status | None:
    """Return this process's status of some seconds ago, or None if it is not available.

    Never raises. While one thread computes the status, other threads get the previous one, so
    frequent requests are cheap, and a hanging database blocks only one thread.
    """
    return _pulse().get()


class Pulse:
    """Computes the status at most once in KEPT seconds, in one thread at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: Status | None = None
        self._until = float("-inf")
        self._since = float("inf")

    def get(self) -> Status | None:
        """Return the status of some seconds ago, or None if it is not available."""
        if self._lock.acquire(blocking=False):
            try:
                if time.monotonic() >= self._until:
                    self._look()
            finally:
                self._lock.release()
        return None if time.monotonic() - self._since > LONGEST else self._found

    def _look(self) -> None:
        self._since = time.monotonic()
        try:
            self._found = get_status()
        except Exception as error:  # noqa: BLE001
            # Monitors get an answer for any error, and Django does not mail a traceback for each
            # request.
            log.write_throttled(
                logging.ERROR,
                "The status is not available, so health/ and ready/ answer 503. Check that "
                "the database is running and all migrations are applied.",
                error=error,
            )
            self._found = None
        self._since = float("inf")
        self._until = time.monotonic() + KEPT


@lru_cache
def _pulse() -> Pulse:
    return Pulse()
