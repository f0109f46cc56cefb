"""Waits for a state of any process, browser or server of a test."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

WITHIN = 60  # seconds, for the slowest machine: a quiet one takes a few

T = TypeVar("T")


def wait(get: Callable[[], T], holds: Callable[[T], bool] = bool, *, within: float = WITHIN) -> T:
    """Return a value as soon as it holds; AssertionError with the last one if it never does.

    Let `get` return what was seen, and `holds` judge it: "saw 3" says more than "saw False".
    """
    value = poll(get, holds, within=within)
    assert holds(value), f"waited {within:g} s, and the last that was seen is {value!r}"
    return value


def poll(get: Callable[[], T], holds: Callable[[T], bool] = bool, *, within: float) -> T:
    """Return a value as soon as it holds, or the last one when the time is over."""
    end = time.monotonic() + within
    while not holds(value := get()) and time.monotonic() < end:
        time.sleep(0.01)
    return value
