"""A Redis that was emptied, restored or killed: nothing is counted twice or lost in silence."""

from __future__ import annotations

import pytest

from sharekit.buffers.redis_stream import RedisStreamBuffer, stream
from sharekit.models import ShardCursor
from tests.unit.buffers.contract import number, take
from tests.unit.buffers.redis_faults.copies import make_ids_run_ahead
from tests.unit.buffers.redis_server import RedisServer

pytestmark = pytest.mark.slow


def test_an_emptied_redis_is_read_from_its_start_and_the_loss_is_logged(
    server: RedisServer, buffer: RedisStreamBuffer, caplog: pytest.LogCaptureFixture
) -> None:
    buffer.append(number(1))
    take(buffer)
    server.ask("FLUSHALL")
    assert take(buffer) == []
    assert "emptied" not in caplog.text
    buffer.append(number(2, start=1))

    assert buffer.status().waiting == 2
    assert take(buffer) == number(2, start=1)
    assert "Redis was emptied" in caplog.text
    assert ShardCursor.objects.get(shard="redis:0").counted == 2


def test_a_first_epoch_loses_nothing(
    buffer: RedisStreamBuffer, caplog: pytest.LogCaptureFixture
) -> None:
    buffer.append(number(1))

    assert len(take(buffer)) == 1
    assert not caplog.records


def test_a_restored_copy_counts_nothing_twice_and_loses_nothing_new(
    server: RedisServer, buffer: RedisStreamBuffer, caplog: pytest.LogCaptureFixture
) -> None:
    buffer.append(number(1))
    backup = server.copy()
    make_ids_run_ahead(server)
    buffer.append(number(2, start=1))
    assert len(take(buffer)) == 3
    server.restore(backup)
    # Its clock is an hour behind the cursor now: its next id would be one that was passed.
    buffer.append(number(2, start=3))

    assert "returned to an older state" in caplog.text
    assert buffer.status().waiting == 2
    assert take(buffer) == number(2, start=3)
    assert buffer.status().waiting == 0


def test_a_worker_that_comes_first_to_a_restored_copy_fixes_it_too(
    server: RedisServer, buffer: RedisStreamBuffer, caplog: pytest.LogCaptureFixture
) -> None:
    buffer.append(number(1))
    backup = server.copy()
    make_ids_run_ahead(server)
    buffer.append(number(1, start=1))
    take(buffer)
    server.restore(backup)

    assert take(buffer) == []
    assert "returned to an older state" in caplog.text
    server.ask("XADD", stream.get_keys("sharekit", "redis:0")[0], "*", "count", "1", "events", "[]")
    position = ShardCursor.objects.get(shard="redis:0").position
    assert buffer.status().waiting == 1
    take(buffer)
    assert stream.is_behind(position, ShardCursor.objects.get(shard="redis:0").position)


def test_a_copy_of_a_life_that_had_ended_counts_nothing_twice(
    server: RedisServer, buffer: RedisStreamBuffer
) -> None:
    """Redis comes back empty, counts on, and then somebody restores this morning's copy."""
    buffer.append(number(1))
    backup = server.copy()
    take(buffer)
    server.ask("FLUSHALL")
    buffer.append(number(1, start=1))
    take(buffer)
    server.restore(backup)
    buffer.append(number(1, start=2))

    assert take(buffer) == number(1, start=2)


def test_what_redis_holds_survives_its_death_where_every_append_waits_for_the_disk(
    server: RedisServer, buffer: RedisStreamBuffer
) -> None:
    server.kill()
    server.options = ("--appendonly", "yes", "--appendfsync", "always")
    server.start()
    buffer.append(number(3))
    server.kill()
    server.start()

    assert take(buffer) == number(3)


def test_a_redis_emptied_during_a_drain_keeps_what_it_was_given_since(
    server: RedisServer, buffer: RedisStreamBuffer
) -> None:
    buffer.append(number(1))
    make_ids_run_ahead(server)
    buffer.append(number(1, start=1))
    with buffer.batch("redis:0", 10) as events:
        server.ask("FLUSHALL")
        buffer.append(number(1, start=2))

    assert events == number(2)
    assert take(buffer) == number(1, start=2)


def test_a_stream_that_somebody_deleted_goes_on_behind_its_cursor(
    server: RedisServer, buffer: RedisStreamBuffer
) -> None:
    key = stream.get_keys("sharekit", "redis:0")[0]
    buffer.append(number(1))
    make_ids_run_ahead(server)
    buffer.append(number(1, start=1))
    take(buffer)
    server.ask("DEL", key)

    assert take(buffer) == []
    server.kill()
    server.start()
    buffer.append(number(1, start=2))
    assert take(buffer) == number(1, start=2)
