"""A Redis that a test may stop, empty or restore, and a buffer that uses it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sharekit.buffers.redis_stream import RedisStreamBuffer
from tests.unit.buffers.contract import open_buffers
from tests.unit.buffers.redis_server import RedisServer


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RedisServer]:
    made = RedisServer(tmp_path)
    made.start()
    yield made
    made.kill()


@pytest.fixture
def make(server: RedisServer, transactional_db: None) -> Iterator[Callable[..., RedisStreamBuffer]]:
    """Return a function that builds a buffer with further options."""
    with open_buffers(RedisStreamBuffer, URL=server.url) as make:
        yield make


@pytest.fixture
def buffer(make: Callable[..., RedisStreamBuffer]) -> RedisStreamBuffer:
    return make()
