"""The buffer on Redis Streams: the contract, and what it does beyond a table."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import redis
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from sharekit import events as codec
from sharekit.buffers import Buffer
from sharekit.buffers.database import DatabaseBuffer
from sharekit.buffers.redis_stream import RedisStreamBuffer
from sharekit.events import Event
from sharekit.models import BufferedEvent, RejectedEvent, ShardCursor
from tests.unit.buffers.contract import BufferContract, number, open_buffers, take

STREAM = "{%s:redis:0}:events"
STATE = "{%s:redis:0}:state"


@pytest.fixture
def prefix() -> str:
    return f"test-{secrets.token_hex(4)}"


@pytest.fixture
def make(
    redis_url: str, prefix: str, transactional_db: None
) -> Iterator[Callable[..., RedisStreamBuffer]]:
    """Return a function that builds a buffer on the same streams, with further options."""
    with open_buffers(RedisStreamBuffer, URL=redis_url, PREFIX=prefix) as make:
        yield make


@pytest.fixture
def buffer(make: Callable[..., RedisStreamBuffer]) -> RedisStreamBuffer:
    return make()


@pytest.fixture
def client(redis_url: str) -> Iterator[Any]:
    with redis.Redis.from_url(redis_url, decode_responses=True) as made:
        yield made


class TestRedisStreamBuffer(BufferContract):
    """Runs the contract."""


def test_an_append_is_one_entry_and_nothing_is_in_the_database(
    buffer: Buffer, prefix: str, client: Any
) -> None:
    buffer.append(number(20))

    assert client.xlen(STREAM % prefix) == 1
    assert not BufferedEvent.objects.exists()


def test_what_was_counted_is_removed_and_the_cursor_says_how_far(
    buffer: Buffer, prefix: str, client: Any
) -> None:
    buffer.append(number(3))
    ((entry, _fields),) = client.xrange(STREAM % prefix)
    take(buffer)

    cursor = ShardCursor.objects.get(shard="redis:0")
    assert (cursor.position, cursor.counted) == (entry, 3)
    assert client.xlen(STREAM % prefix) == 0
    assert client.hgetall(STATE % prefix) == {
        "epoch": cursor.epoch,
        "appended": "3",
        "counted": "3",
    }


def test_a_worker_that_dies_after_the_commit_leaves_nothing_to_count_again(
    buffer: RedisStreamBuffer, prefix: str, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    buffer.append(number(3))
    with monkeypatch.context() as patch:
        patch.setattr(RedisStreamBuffer, "_trim", lambda *arguments: None)
        assert len(take(buffer)) == 3
    assert client.xlen(STREAM % prefix) == 1

    assert take(buffer) == []
    assert client.xlen(STREAM % prefix) == 0
    assert buffer.status().waiting == 0


def test_a_large_backlog_is_read_in_whole_entries_up_to_the_limit(buffer: Buffer) -> None:
    for index in range(300):
        buffer.append(number(2, start=2 * index))

    assert len(take(buffer, limit=301)) == 302
    assert len(take(buffer, limit=201)) == 202
    assert len(take(buffer, limit=201)) == 96


def test_new_events_are_spread_over_the_shards_and_old_shards_are_still_drained(
    make: Callable[..., RedisStreamBuffer],
) -> None:
    buffer = make(SHARDS=4)
    for index in range(8):
        buffer.append(number(1, start=index))
    assert buffer.shards() == ["redis:0", "redis:1", "redis:2", "redis:3", "database"]
    buffer = make(SHARDS=1)

    assert [shard.waiting for shard in buffer.status().shards] == [2, 2, 2, 2, 0]
    assert len(take(buffer)) == 8


def test_the_shard_that_no_worker_looked_at_for_longest_comes_first(
    make: Callable[..., RedisStreamBuffer],
) -> None:
    buffer = make(SHARDS=3)
    assert buffer.shards() == ["redis:0", "redis:1", "redis:2", "database"]
    for shard in ("redis:0", "database", "redis:1"):
        with buffer.batch(shard, 1):
            pass

    assert buffer.shards() == ["redis:2", "redis:0", "database", "redis:1"]


def test_a_shard_that_no_worker_knows_yet_is_made_known_by_who_fills_it(buffer: Buffer) -> None:
    buffer.append(number(1))

    assert ShardCursor.objects.filter(shard="redis:0").exists()


def test_a_worker_makes_the_rows_of_shards_that_nobody_has_filled(buffer: Buffer) -> None:
    assert buffer.shards() == ["redis:0", "database"]
    assert take(buffer) == []


def test_an_entry_that_cannot_be_read_is_set_aside_and_still_passed(
    buffer: Buffer, prefix: str, client: Any
) -> None:
    buffer.append(number(2))
    client.xadd(STREAM % prefix, {"count": 1, "events": '[{"kind":"telegram","reader":"hash"}]'})
    buffer.append(number(1))

    assert len(take(buffer)) == 3
    assert bytes(RejectedEvent.objects.get().payload) == b'{"kind":"telegram"}'
    assert take(buffer) == []


def test_the_status_shows_how_far_and_how_fast_each_shard_was_counted(buffer: Buffer) -> None:
    buffer.append(number(60))
    take(buffer)
    buffer.append(number(2))
    shard, overflow = buffer.status().shards

    assert (shard.shard, shard.waiting, shard.counted) == ("redis:0", 2, 60)
    assert overflow.shard == "database"
    assert shard.position
    assert shard.at is not None
    assert shard.rate == pytest.approx(1, abs=0.1)
    oldest = shard.oldest
    assert oldest is not None
    assert abs(timezone.now() - oldest) < timedelta(seconds=10)


@pytest.mark.parametrize("was_used", [False, True])
def test_workers_that_read_another_redis_are_a_fault(
    buffer: Buffer, make: Callable[..., RedisStreamBuffer], *, was_used: bool
) -> None:
    theirs = make(PREFIX=secrets.token_hex(4))
    if was_used:
        theirs.append(number(1))
    buffer.append(number(1))
    assert len(take(theirs)) == was_used
    assert not buffer.status().faults

    later = timezone.now() + timedelta(seconds=61)
    ShardCursor.objects.filter(shard="redis:0").update(at=later)
    (fault,) = buffer.status().faults
    assert fault.startswith("redis:0: The workers read another Redis than this process.")

    assert len(take(buffer)) == 1
    assert not buffer.status().faults


def test_times_are_on_the_sites_clock_without_time_zones(
    buffer: Buffer, settings: Settings
) -> None:
    settings.USE_TZ = False
    buffer.append(number(1))
    oldest = buffer.status().oldest

    assert oldest is not None
    assert abs(timezone.now() - oldest) < timedelta(seconds=10)


def test_a_script_that_redis_forgot_is_sent_again(buffer: Buffer, client: Any) -> None:
    buffer.append(number(1))
    client.script_flush()
    buffer.append(number(1))

    assert buffer.status().waiting == 2


def test_what_a_fork_copied_of_a_connection_is_never_used(buffer: Buffer) -> None:
    buffer.append(number(1))
    connection.close()
    child = os.fork()
    if not child:
        try:
            buffer.append(number(1))
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    buffer.append(number(1))

    assert buffer.status().waiting == 3


def test_the_events_of_a_stream_are_those_that_were_appended(
    buffer: Buffer, prefix: str, client: Any
) -> None:
    events: list[Event] = number(3)
    buffer.append(events)
    ((_entry, fields),) = client.xrange(STREAM % prefix)

    assert fields["count"] == "3"
    assert codec.decode(fields["events"].encode()) == events


def test_the_default_buffer_names_the_streams_of_the_buffer_before_it(
    make: Callable[..., RedisStreamBuffer],
) -> None:
    default = DatabaseBuffer()
    for shard in default.shards():
        with default.batch(shard, 1):
            pass
    ShardCursor.objects.create(shard="fold")
    assert not default.check()

    buffer = make(SHARDS=2)
    take(buffer)
    buffer.append(number(3))

    [advice] = default.check()
    assert f"until {timezone.now():%Y-%m-%d} (redis:0, redis:1)." in advice.sentence
    assert not default.status().waiting and buffer.status().waiting == 3
    assert "with the old BUFFER until nothing waits" in advice.step

    take(buffer)
    ShardCursor.objects.filter(shard__startswith="redis:").delete()
    assert not default.check()
    # The streams may be used again.
    buffer.append(number(2, start=3))
    assert len(take(buffer)) == 2
    assert not buffer.status().waiting
