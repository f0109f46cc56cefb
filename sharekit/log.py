"""The log named sharekit, for what a stranger may cause: a line of a kind comes once a minute."""

from __future__ import annotations

import logging
import threading
import time
from typing import Final

SILENCE: Final = 60.0
"""Seconds between two lines of one kind."""

logger: Final = logging.getLogger("sharekit")

_lock: Final = threading.Lock()
_kinds: Final[dict[tuple[str, object], tuple[float, int]]] = {}
"""By kind: until when it is silent, and how many lines were left out since its last one."""


def write_seldom(
    level: int,
    sentence: str,
    *arguments: object,
    kind: object = None,
    error: BaseException | None = None,
) -> None:
    """Log a sentence, unless one of its kind came within the last minute.

    A kind is the sentence before its arguments are put in, and `kind`, of which there may be few.
    The next line says how many were left out. Neither an argument nor an error may hold what
    could tell a reader from others.
    """
    left_out = _take_turn((sentence, kind))
    if left_out is None:
        return
    if left_out:
        sentence += " (%s more since the last line like this)"
        arguments = (*arguments, left_out)
    logger.log(level, sentence, *arguments, exc_info=error)


def _take_turn(kind: tuple[str, object]) -> int | None:
    """Return how many lines of a kind were left out, or None where this one is left out, too."""
    now = time.monotonic()
    with _lock:
        silent_until, left_out = _kinds.get(kind, (now, 0))
        if now < silent_until:
            _kinds[kind] = silent_until, left_out + 1
            return None
        _kinds[kind] = now + SILENCE, 0
        return left_out
