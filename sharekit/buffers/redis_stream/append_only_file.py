"""The append-only file of a Redis, which contains drained events until it is rewritten."""

from __future__ import annotations

from sharekit.buffers.redis_stream.line import Line


def rewrite(line: Line) -> None:
    """Begin to rewrite the file of an open line's server, if it has one.

    Raises `Away` if the server refuses or is already rewriting it, and `Unanswered`.
    """
    persistence = line.ask("INFO", "persistence").decode().split()
    # Without such a file, the command would create one.
    if "aof_enabled:1" in persistence:
        line.ask("BGREWRITEAOF")
