"""Lets a Redis make ids as one that was restored from a copy of the future."""

from __future__ import annotations

import time

from sharekit.buffers.redis_stream import stream
from tests.unit.buffers.redis_server import RedisServer

HOUR_AHEAD = 3_600_000


def make_ids_run_ahead(server: RedisServer) -> None:
    """Let the server's ids be an hour ahead, as a clock that was set back would make them."""
    key = stream.get_keys("sharekit", "redis:0")[0]
    ahead = int(time.time() * 1000) + HOUR_AHEAD
    server.ask("XSETID", key, f"{ahead}-0")
