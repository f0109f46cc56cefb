"""Each thread's lines to the servers that keep streams."""

from __future__ import annotations

import os
import threading
import time
from typing import Final

from sharekit.buffers.redis_stream.line import Line
from sharekit.buffers.redis_stream.servers import Servers

AVOID: Final = 5.0
"""Seconds for which a server that failed is avoided."""


class Lines:
    """Keeps a line for each thread, key and patience, and remembers which servers to avoid."""

    def __init__(self, servers: Servers) -> None:
        self._servers = servers
        self._own = threading.local()
        self._avoided: dict[str, float] = {}

    def get(self, key: str, *, patience: float) -> tuple[Line, bool]:
        """Return an open line to a key's server, and whether it was opened just now.

        `patience` is the number of seconds within which the server must answer. Raises `Away`.
        """
        mine = self._get_own()
        line = mine.get((key, patience))
        if line is None:
            line = mine[key, patience] = self._servers.connect(key, patience=patience)
        return line, line.open()

    def get_server_name(self, key: str) -> str:
        """Return the name of a key's server, as far as it is known."""
        return self._servers.name(key)

    def forget(self, key: str) -> None:
        """Close this thread's lines to a key's server after an error, because the key may have
        moved.
        """
        mine = self._get_own()
        for each in [each for each in mine if each[0] == key]:
            mine.pop(each).close()

    def avoid(self, key: str) -> None:
        """Avoid a key's server for some seconds."""
        self._avoided[self._servers.name(key)] = time.monotonic() + AVOID
        self.forget(key)

    def is_avoided(self, key: str) -> bool:
        """Return whether a key's server failed recently."""
        return bool(self._avoided) and (
            self._avoided.get(self._servers.name(key), 0.0) > time.monotonic()
        )

    def close(self) -> None:
        """Close every line of this thread."""
        mine = self._get_own()
        for line in mine.values():
            line.close()
        mine.clear()

    def _get_own(self) -> dict[tuple[str, float], Line]:
        """Return this thread's lines; lines copied by a fork belong to the parent process."""
        own = self._own
        if getattr(own, "process", None) != os.getpid():
            own.process, own.lines = os.getpid(), {}
        lines: dict[tuple[str, float], Line] = own.lines
        return lines
