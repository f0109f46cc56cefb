"""The status for whoever asks again and again: found a few times a minute, whoever asks."""

from __future__ import annotations

import logging
import threading
import time
from functools import lru_cache
from typing import Final

from sharekit import log
from sharekit.reports.status import Status, find_status

KEPT: Final = 5.0
"""Seconds that a status is handed out for."""
LONGEST: Final = 10.0
"""Seconds after which finding it has failed, whether or not it comes back."""


def feel_pulse() -> Status | None:
    """Return this process's status of some seconds ago, or None where it cannot be found.

    Never raises. While one thread looks, the others get what was found before: asking without end
    costs nothing, and a database that hangs keeps one thread.
    """
    return _pulse().feel()


class Pulse:
    """Finds the status at most once in KEPT seconds, in one thread at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: Status | None = None
        self._until = float("-inf")
        self._since = float("inf")

    def feel(self) -> Status | None:
        """Return the status of some seconds ago, or None where it cannot be found."""
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
            self._found = find_status()
        except Exception as error:  # noqa: BLE001
            # Whatever is wrong, a monitor gets an answer; nobody mails a traceback for each.
            log.write_seldom(
                logging.ERROR,
                "The status could not be found, so health/ and ready/ answer 503. Is the database "
                "there, with all migrations?",
                error=error,
            )
            self._found = None
        self._since = float("inf")
        self._until = time.monotonic() + KEPT


@lru_cache
def _pulse() -> Pulse:
    return Pulse()
