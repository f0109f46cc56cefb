"""Watches how busy the site is: what waits, and whether workers are counting it right now."""

from __future__ import annotations

import threading
import time

from django.db import Error, connections
from django.db.models import Sum

from sharekit import buffers
from sharekit.models import ShardCursor

INTERVAL = 0.05  # seconds
FRESH = 0.4  # seconds for which what was seen holds; a batch takes less


class Watch:
    """Looks at the backlog again and again, in a thread of its own."""

    def __init__(self) -> None:
        self.waiting = 0
        self.counted = 0
        self._moved = 0.0
        self._looked = 0.0
        self._drained = time.monotonic()
        self._is_done = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._is_done.set()
        self._thread.join()

    def forget(self) -> None:
        """Wait for the next counts: those of before a kill prove nothing."""
        self._moved = 0.0

    @property
    def is_busy(self) -> bool:
        """Return whether events wait and workers have just counted some."""
        return self.waiting > 0 and time.monotonic() - self._moved < FRESH

    @property
    def is_drained(self) -> bool:
        """Return whether nothing waits, as far as the last look goes."""
        return time.monotonic() - self._looked < FRESH and self.waiting == 0

    @property
    def calm(self) -> float:
        """Return the seconds for which nothing has waited, as far as was looked."""
        return time.monotonic() - self._drained if self.is_drained else 0.0

    def _run(self) -> None:
        while not self._is_done.wait(INTERVAL):
            try:
                self._look()
            except Error:
                # The database was killed: nobody knows.
                connections.close_all()
        buffers.get().close()
        connections.close_all()

    def _look(self) -> None:
        status = buffers.get().status()
        counted = ShardCursor.objects.aggregate(sum=Sum("counted"))["sum"] or 0
        now = time.monotonic()
        if counted != self.counted:
            self._moved = now
        self.waiting, self.counted = status.waiting, counted
        if not status.faults:
            self._looked = now
        if status.faults or status.waiting:
            self._drained = now
