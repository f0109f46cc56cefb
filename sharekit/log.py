"""The log named sharekit, with at most one line of a kind per minute for events that strangers
cause.
"""

from __future__ import annotations

import logging
import threading
import time
import traceback
from typing import Final

SILENCE: Final = 60.0
"""Seconds between two lines of one kind."""

logger: Final = logging.getLogger("sharekit")

_lock: Final = threading.Lock()
_kinds: Final[dict[tuple[str, object], tuple[float, int]]] = {}
"""For each kind: until when it is suppressed, and how many lines were suppressed since the last
one."""


def write_throttled(
    level: int,
    sentence: str,
    *arguments: object,
    kind: object = None,
    error: BaseException | None = None,
) -> None:
    """Log a sentence, unless a line of its kind was logged within the last minute.

    A kind is the sentence before its arguments are inserted, together with `kind`, which may have
    only a few values. The next line says how many were suppressed. Neither an argument nor an error
    may contain anything that could identify a reader. The traceback of an error is logged as text,
    because its frames hold requests, which AdminEmailHandler would mail.
    """
    left_out = _take_turn((sentence, kind))
    if left_out is None:
        return
    if left_out:
        sentence += " (%s more since the last line like this)"
        arguments = (*arguments, left_out)
    if error is not None:
        sentence += "\n%s"
        arguments = (*arguments, "".join(traceback.format_exception(error)))
    logger.log(level, sentence, *arguments)


def _take_turn(kind: tuple[str, object]) -> int | None:
    """Return how many lines of a kind were suppressed, or None if this line is suppressed, too."""
    now = time.monotonic()
    with _lock:
        silent_until, left_out = _kinds.get(kind, (now, 0))
        if now < silent_until:
            _kinds[kind] = silent_until, left_out + 1
            return None
        _kinds[kind] = now + SILENCE, 0
        return left_out
