"""The streams on a real Redis Cluster: two nodes, each with half of the slots."""

from __future__ import annotations

import signal
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sharekit.buffers.redis_stream import RedisClusterBuffer, lines
from sharekit.buffers.redis_stream.buffer import READ_PATIENCE
from sharekit.models import BufferedEvent
from tests.support import servers
from tests.support.waiting import wait
from tests.unit.buffers.contract import BufferContract, number, open_buffers, take
from tests.unit.buffers.redis_server import RedisServer

pytestmark = pytest.mark.slow

HIGHEST_PORT = 55535  # nodes speak to one another 10,000 above
HALVES = (("0", "8191"), ("8192", "16383"))


def start_cluster(folder: Path, *options: str) -> list[RedisServer]:
    """Start two nodes and wait until they know of one another."""
    options = options or ("--save", "")
    nodes = []
    for name, slots in zip("ab", HALVES, strict=True):
        (folder / name).mkdir()
        node = RedisServer(folder / name, options=("--cluster-enabled", "yes", *options))
        while node.port > HIGHEST_PORT:
            node.port = servers.find_port()
        node.start()
        node.ask("CLUSTER", "ADDSLOTSRANGE", *slots)
        nodes.append(node)
    nodes[0].ask("CLUSTER", "MEET", "127.0.0.1", str(nodes[1].port))
    wait(
        lambda: [str(node.ask("CLUSTER", "INFO")) for node in nodes],
        lambda states: all("cluster_state:ok" in state for state in states),
    )
    return nodes


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[RedisServer]]:
    made = start_cluster(tmp_path_factory.mktemp("cluster"))
    yield made
    for node in made:
        node.kill()


@pytest.fixture
def make(
    nodes: list[RedisServer], transactional_db: None
) -> Iterator[Callable[..., RedisClusterBuffer]]:
    """Return a function that builds a buffer with further options."""
    for node in nodes:
        node.ask("FLUSHALL")
    with open_buffers(RedisClusterBuffer, URL=nodes[0].url) as make:
        yield make


@pytest.fixture
def buffer(make: Callable[..., RedisClusterBuffer]) -> RedisClusterBuffer:
    return make()


class TestRedisClusterBuffer(BufferContract):
    """Runs the contract."""


def test_shards_lie_on_both_nodes_and_each_shards_keys_on_one(
    make: Callable[..., RedisClusterBuffer], nodes: list[RedisServer]
) -> None:
    buffer = make(SHARDS=8)
    for index in range(16):
        buffer.append(number(1, start=index))

    held = [node.ask("DBSIZE") for node in nodes]
    assert sum(map(int, map(str, held))) == 16  # a stream and a state for each shard
    assert all(held)
    assert len(take(buffer)) == 16


def test_with_one_node_away_the_other_shards_go_on(
    transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = start_cluster(tmp_path)
    for node in own:
        node.ask("CONFIG", "SET", "cluster-require-full-coverage", "no")
    made = RedisClusterBuffer({"URL": own[0].url, "SHARDS": 8})
    try:
        for index in range(8):
            made.append(number(1, start=index))
        own[1].kill()
        for index in range(8, 32):
            made.append(number(1, start=index))
        overflow = BufferedEvent.objects.count()
        taken = take(made)
        assert 1 <= overflow <= 3  # the first try; then that node is left alone
        assert len(taken) >= 24
        assert made.status().faults
        own[1].start()
        monkeypatch.setattr(lines, "AVOID", -1)
        made._lines._avoided.clear()
        made.append(number(1, start=32))
    finally:
        made.close()
        for node in own:
            node.kill()


def test_a_paused_node_delays_the_status_once_and_the_other_nodes_shards_are_known(
    make: Callable[..., RedisClusterBuffer], nodes: list[RedisServer]
) -> None:
    buffer = make(SHARDS=8)
    for index in range(8):
        buffer.append(number(1, start=index))
    # It only reads, so that nodes are asked with the patience of reading.
    reader = make(SHARDS=8)
    assert reader.status().faults == ()
    paused = nodes[1].process
    assert paused
    paused.send_signal(signal.SIGSTOP)
    try:
        started = time.monotonic()
        status = reader.status()
        took = time.monotonic() - started
    finally:
        paused.send_signal(signal.SIGCONT)

    assert READ_PATIENCE <= took < 2 * READ_PATIENCE
    (fault,) = status.faults
    names, _, _ = fault.partition(": ")
    assert len(names.split(", ")) + status.waiting == 8
    assert status.waiting


def test_a_cluster_that_is_silent_is_asked_for_its_nodes_once(transactional_db: None) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        buffer = RedisClusterBuffer({"URL": url, "SHARDS": 4})
        buffer.shards()
        started = time.monotonic()
        (fault,) = buffer.status().faults
        took = time.monotonic() - started

    assert READ_PATIENCE <= took < 2 * READ_PATIENCE
    assert "redis:0, redis:1, redis:2, redis:3" in fault


def test_a_cluster_that_is_away_lets_events_overflow(db: None) -> None:
    buffer = RedisClusterBuffer({"URL": "redis://127.0.0.1:1/0"})
    buffer.append(number(1))

    assert BufferedEvent.objects.count() == 1
    assert buffer.check()
    assert "redis://127.0.0.1:1/0" in buffer._lines._avoided
