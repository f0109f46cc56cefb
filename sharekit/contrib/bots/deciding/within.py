"""Calls a function for a bounded time: a worker does not wait for one that hangs."""

from __future__ import annotations

import contextvars
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Thread
from typing import Final, TypeVar

from django.db import connections

MOST_LEFT: Final = 8
"""How many functions may hang in a process. A thread cannot be ended, so no more are called."""
Value = TypeVar("Value")
_free: Final = BoundedSemaphore(MOST_LEFT)


def call_within(
    function: Callable[[], Value],
    *,
    seconds: float,
    notice: Callable[[], None],
    notice_after: float,
) -> Value | None:
    """Return what a function returns, None if it takes longer; `notice` is called if it is slow.

    It runs in a thread with a database connection of its own. Within a transaction, as in a
    TestCase, it is called in place, because a thread would not see what is not committed.
    """
    if any(each.in_atomic_block for each in connections.all(initialized_only=True)):
        return function()
    if not _free.acquire(blocking=False):
        return None
    until = time.monotonic() + seconds
    returned: SimpleQueue[Value] = SimpleQueue()
    context = contextvars.copy_context()

    def work() -> None:
        try:
            value = context.run(function)
        finally:
            connections.close_all()
            _free.release()
        returned.put(value)

    Thread(target=work, name="sharekit-bots-answer", daemon=True).start()
    try:
        return returned.get(timeout=notice_after)
    except Empty:
        notice()
    try:
        return returned.get(timeout=max(until - time.monotonic(), 0))
    except Empty:
        return None
