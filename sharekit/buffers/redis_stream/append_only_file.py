"""The append-only file of a Redis, which keeps what was drained until it is rewritten."""

from __future__ import annotations

from sharekit.buffers.redis_stream.line import Line


def rewrite(line: Line) -> None:
    """Begin to rewrite the file of an open line's server, where it keeps one.

    Raises `Away` when the server refuses, or is rewriting it already, and `Unanswered`.
    """
    persistence = line.ask("INFO", "persistence").decode().split()
    # Without one, Redis would write what it holds to the disk for the first time.
    if "aof_enabled:1" in persistence:
        line.ask("BGREWRITEAOF")
