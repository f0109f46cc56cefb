"""Pruning takes readers' hashes out of Redis' append-only file, too, and never fails on it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from sharekit import buffers, tokens
from sharekit.aggregate.drain import drain
from sharekit.keeping.prune import prune
from sharekit.models import Clickback, DailySalt
from tests.support.clock import stop_clock
from tests.support.traffic import stamped
from tests.support.waiting import wait
from tests.unit.buffers.redis_server import RedisServer
from tests.unit.buffers.test_redis_cluster import start_cluster

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

# What is packed cannot be looked for.
ON_DISK = ("--appendonly", "yes", "--appendfsync", "always", "--save", "", "--rdbcompression", "no")
BUFFERS = "sharekit.buffers.redis_stream"


def use(
    settings: Settings, url: str, *, buffer: str = "RedisStreamBuffer", shards: int = 2
) -> None:
    options = {"URL": url, "SHARDS": shards}
    settings.SHAREKIT = {"BUFFER": {"BACKEND": f"{BUFFERS}.{buffer}", "OPTIONS": options}}


@pytest.fixture(autouse=True)
def _forget_buffer() -> Iterator[None]:
    yield
    buffers.get().close()


@pytest.fixture
def server(tmp_path: Path, settings: Settings) -> Iterator[RedisServer]:
    made = RedisServer(tmp_path, options=ON_DISK)
    made.start()
    use(settings, made.url)
    yield made
    made.kill()


def append_readers(number: int) -> list[str]:
    """Let readers come by links, one at a time, and return their hashes."""
    hashes = [secrets.token_hex(16) for _ in range(number)]
    for reader in hashes:
        mark, name = map(tokens.mint, "wx")
        buffers.get().append([stamped(mark=mark, name=name, source="shared", reader=reader)])
    return hashes


def find(hashes: list[str], *folders: Path) -> int:
    """Return how many of the hashes are in any file of the folders."""
    while True:
        files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
        # Redis puts a new file in the place of an old one while we read: then all are read again.
        with suppress(FileNotFoundError):
            held = b"".join(path.read_bytes() for path in files)
            return sum(each.encode() in held for each in hashes)


def wait_until_rewritten(server: RedisServer) -> None:
    wait(lambda: "'aof_rewrite_in_progress': 0" in str(server.ask("INFO", "persistence")))


def count_rewrites(server: RedisServer) -> int:
    reported: Any = server.ask("INFO", "commandstats")
    return int(reported.get("cmdstat_bgrewriteaof", {"calls": 0})["calls"])


def test_no_hash_of_a_counted_reader_is_in_the_file_after_pruning(
    server: RedisServer, tmp_path: Path
) -> None:
    hashes = append_readers(100)
    drain()
    assert find(hashes, tmp_path) == len(hashes) == Clickback.objects.count()

    prune()

    wait(lambda: find(hashes, tmp_path), lambda found: found == 0)


def test_what_was_not_counted_yet_is_not_lost(server: RedisServer, tmp_path: Path) -> None:
    drain()
    waiting = append_readers(3)
    prune()
    wait_until_rewritten(server)

    server.kill()
    server.start()
    drain()

    assert set(Clickback.objects.values_list("reader", flat=True)) == set(waiting)


def test_the_file_is_rewritten_once_a_day(
    server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime.now(UTC)
    for hours, rewrites in ((0, 1), (0, 1), (24, 2), (25, 2), (48, 3)):
        stop_clock(monkeypatch, datetime(now.year, 1, 1, tzinfo=UTC) + timedelta(hours=hours))
        prune()
        wait_until_rewritten(server)

        assert count_rewrites(server) == rewrites, hours


@pytest.mark.parametrize("missing", ["bgrewriteaof", "info"])
def test_who_may_not_rewrite_it_prunes_all_the_same_says_so_and_tries_again(
    server: RedisServer,
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
    missing: str,
) -> None:
    server.ask("ACL", "SETUSER", "web", "on", ">secret", "~*", "+@all", f"-{missing}")
    use(settings, server.url.replace("//", "//web:secret@"))
    hashes = append_readers(3)
    drain()
    DailySalt.objects.create(day="2020-01-01", salt=b"salt")

    assert prune().salts == 1

    [said] = [each.getMessage() for each in caplog.records if "append-only" in each.getMessage()]
    assert "BGREWRITEAOF" in said
    assert "secret" not in said
    assert find(hashes, tmp_path) == 3
    server.ask("ACL", "SETUSER", "web", f"+{missing}")
    prune()
    wait(lambda: find(hashes, tmp_path), lambda found: found == 0)


def test_without_redis_pruning_goes_on_and_says_so(
    server: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.kill()
    DailySalt.objects.create(day="2020-01-01", salt=b"salt")

    assert prune().salts == 1
    assert "Redis did not rewrite its append-only file" in caplog.text


def test_a_redis_without_such_a_file_writes_none(server: RedisServer, tmp_path: Path) -> None:
    server.ask("CONFIG", "SET", "appendonly", "no")

    prune()

    assert count_rewrites(server) == 0


def test_each_node_of_a_cluster_rewrites_its_own_once(tmp_path: Path, settings: Settings) -> None:
    nodes = start_cluster(tmp_path, *ON_DISK)
    use(settings, nodes[0].url, buffer="RedisClusterBuffer", shards=8)
    try:
        hashes = append_readers(16)
        drain(buffers.get().shards())
        folders = [node.folder for node in nodes]
        assert [bool(find(hashes, folder)) for folder in folders] == [True, True]

        prune()

        wait(lambda: find(hashes, *folders), lambda found: found == 0)
        assert [count_rewrites(node) for node in nodes] == [1, 1]
    finally:
        for node in nodes:
            node.kill()
