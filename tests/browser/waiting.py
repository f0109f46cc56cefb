"""Waits for what comes in its own time."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

WITHIN = 60  # seconds, for the slowest machine

T = TypeVar("T")


def wait(get: Callable[[], T], holds: Callable[[T], bool] = bool, within: float = WITHIN) -> T:
    """Give a value as soon as it holds, at the latest after some seconds."""
    end = time.monotonic() + within
    while not holds(value := get()) and time.monotonic() < end:
        time.sleep(0.01)
    return value
