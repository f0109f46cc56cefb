"""Group commit: concurrent requests share one round trip to the buffer.

One thread per process, started by the first append and again after a fork, owns the buffer's
connection. While it writes one batch, new requests form the next one; each request waits until the
batch with its events is acknowledged, so 204 always means stored.

Under Django's test runner and pytest-django there is no thread: a site's tests may hold a
transaction that the thread's own connection would wait for, or drop their database at any time,
which PostgreSQL refuses while there are connections.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from _thread import LockType, allocate_lock
from typing import Final

from django.core import mail
from django.db import connections

from sharekit import buffers, log
from sharekit.buffers import cursors
from sharekit.events import Event
from sharekit.exceptions import NotStored

MOST_EVENTS: Final = 1000
"""The most events in one write, unless one request has more."""
PATIENCE: Final = 10.0
"""Seconds that a request waits for its batch."""


class _Waiter:
    """One request's events, and the raw lock that its thread waits on (an Event costs twice as
    much).
    """

    __slots__ = ("done", "error", "events")

    def __init__(self, events: list[Event]) -> None:
        self.events = events
        self.done: LockType = allocate_lock()
        self.done.acquire()
        self.error: NotStored | None = NotStored("the buffer did not answer in time")


class _Appender:
    """The thread, and the requests that wait for it."""

    def __init__(self) -> None:
        self._lock = allocate_lock()
        self._bell = allocate_lock()
        self._bell.acquire()
        self._waiting: list[_Waiter] = []
        self._thread = threading.Thread(target=self._run, name="sharekit", daemon=True)
        self._stopping = False

    def append(self, events: list[Event]) -> None:
        waiter = _Waiter(events)
        with self._lock:
            self._waiting.append(waiter)
            self._wake()
        if not waiter.done.acquire(timeout=PATIENCE):
            self._give_up(waiter)
        if waiter.error is not None:
            raise waiter.error

    def _give_up(self, waiter: _Waiter) -> None:
        """Leave the queue unless the events are being written, so that refused events are not
        stored later.
        """
        with self._lock:
            if waiter in self._waiting:
                self._waiting.remove(waiter)

    def stop(self) -> None:
        with self._lock:
            self._stopping = True
            self._wake()
        self._thread.join()

    def _wake(self) -> None:
        if self._thread.ident is None:
            self._thread.start()
        if self._bell.locked():
            self._bell.release()

    def _run(self) -> None:
        _leave_pool()
        while True:
            self._bell.acquire()
            while waiters := self._gather():
                self._write(waiters)
            if self._stopping:
                buffers.get().close()
                return

    def _gather(self) -> list[_Waiter]:
        # Let requests that are being read join this batch: a tenth more requests per second under
        # load, and no delay without load.
        time.sleep(0)
        with self._lock:
            size = 0
            for number, waiter in enumerate(self._waiting):
                size += len(waiter.events)
                if size > MOST_EVENTS and number:
                    taken, self._waiting = self._waiting[:number], self._waiting[number:]
                    return taken
            taken, self._waiting = self._waiting, []
            return taken

    def _write(self, waiters: list[_Waiter]) -> None:
        error: NotStored | None = None
        try:
            _store([event for waiter in waiters for event in waiter.events])
        except NotStored as failure:
            error = failure
        for waiter in waiters:
            waiter.error = error
            waiter.done.release()


def _leave_pool() -> None:
    """Give this thread a connection of its own, not one of Django's pool (PostgreSQL).

    The requests that wait for this thread may hold all connections of the pool.
    """
    alias = cursors.get_alias()
    if connections[alias].settings_dict["OPTIONS"].get("pool"):
        own = connections[alias].copy()
        del own.settings_dict["OPTIONS"]["pool"]
        connections[alias] = own


_appenders: Final[dict[int, _Appender]] = {}
_one_at_a_time: Final = threading.Lock()


def append(events: list[Event]) -> None:
    """Return when the events are stored; raise `NotStored` if they are not or may not be."""
    if is_tested():
        with _one_at_a_time:
            _store(events)
        return
    # Keyed by process, because a forked copy has no thread. setdefault is atomic.
    process = os.getpid()
    appender = _appenders.get(process) or _appenders.setdefault(process, _Appender())
    appender.append(events)


def is_tested() -> bool:
    """Return whether a test runner has set up Django, which then collects mails in a list."""
    return "django.test" in sys.modules and hasattr(mail, "outbox")


def _store(events: list[Event]) -> None:
    """Put events into the buffer; raise `NotStored` for any error, so that the thread survives."""
    try:
        buffers.get().append(events)
    except NotStored:
        raise
    except Exception as failure:
        log.write_throttled(
            logging.ERROR,
            "The buffer failed. Please report this with the traceback.",
            kind=type(failure),
            error=failure,
        )
        raise NotStored(repr(failure)) from failure


def stop() -> None:
    """Write waiting events, end this process's thread and close its connection."""
    appender = _appenders.pop(os.getpid(), None)
    if appender:
        appender.stop()
