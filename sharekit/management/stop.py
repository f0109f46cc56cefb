"""Lets commands that watch stop between two steps."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_PAUSE: Final = 0.2
"""Seconds between checks for a signal."""


@contextmanager
def watch_signals() -> Iterator[list[int]]:
    """Return a list that collects Ctrl-C and SIGTERM, by which services are stopped.

    Nothing is interrupted, because an exception inside a query would break PostgreSQL's connection.
    """
    signals: list[int] = []
    before = {
        number: signal.signal(number, lambda number, frame: signals.append(number))
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield signals
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def sleep(seconds: float, signals: list[int]) -> None:
    """Sleep, but not longer than until a signal comes."""
    end = time.monotonic() + seconds
    while not signals and time.monotonic() < end:
        time.sleep(min(_PAUSE, seconds))
