"""A Redis that is away, paused, full or a replica: events wait in the database."""

from __future__ import annotations

import signal
import socket
import time
from collections.abc import Callable

import pytest
from django.db import DatabaseError

from sharekit.buffers.redis_stream import RedisStreamBuffer, lines, stream
from sharekit.buffers.redis_stream.buffer import READ_PATIENCE
from sharekit.exceptions import NotStored
from sharekit.models import BufferedEvent, ShardCursor
from tests.unit.buffers.contract import number, take
from tests.unit.buffers.redis_server import RedisServer

pytestmark = pytest.mark.slow


def test_without_redis_events_wait_in_the_database_and_the_same_worker_counts_them(
    server: RedisServer, buffer: RedisStreamBuffer, caplog: pytest.LogCaptureFixture
) -> None:
    buffer.append(number(1))
    server.kill()
    buffer.append(number(2, start=1))

    assert BufferedEvent.objects.get().count == 2
    assert "overflow into the database" in caplog.text
    assert take(buffer) == number(2, start=1)
    assert "redis:0 is not drained" in caplog.text


def test_without_redis_the_status_says_what_is_unknown_and_what_is_known(
    server: RedisServer, make: Callable[..., RedisStreamBuffer]
) -> None:
    buffer = make(SHARDS=2)
    buffer.append(number(1))
    take(buffer)
    server.kill()
    buffer.append(number(2))
    status = buffer.status()

    assert status.waiting == 2
    (fault,) = status.faults
    assert "redis:0, redis:1" in fault
    assert [shard.counted for shard in status.shards] in ([1, 0, 0], [0, 1, 0])


@pytest.mark.parametrize("is_known", [True, False])
def test_a_paused_redis_delays_the_status_by_one_shard_only(
    server: RedisServer, make: Callable[..., RedisStreamBuffer], *, is_known: bool
) -> None:
    buffer = make(SHARDS=4)
    buffer.append(number(1))
    taken = take(buffer)
    if is_known:
        assert buffer.status().faults == ()
    assert server.process
    server.process.send_signal(signal.SIGSTOP)
    started = time.monotonic()
    status = (buffer if is_known else make(SHARDS=4)).status()
    took = time.monotonic() - started

    assert READ_PATIENCE <= took < 2 * READ_PATIENCE
    (fault,) = status.faults
    assert fault.startswith("redis:0, redis:1, redis:2, redis:3: ")
    assert sum(shard.counted for shard in status.shards) == len(taken) == 1


def test_a_shard_that_redis_declines_hides_no_other(
    server: RedisServer, make: Callable[..., RedisStreamBuffer]
) -> None:
    buffer = make(SHARDS=2)
    for start in range(2):
        buffer.append(number(1, start=start))
    key = stream.get_keys("sharekit", "redis:0")[0]
    server.ask("DEL", key)
    server.ask("SET", key, "a string")
    status = buffer.status()

    (fault,) = status.faults
    assert fault.startswith("redis:0: ")
    assert status.waiting == 1


def test_a_server_that_failed_is_left_alone_for_a_while_and_then_used_again(
    server: RedisServer, buffer: RedisStreamBuffer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.kill()
    buffer.append(number(1))
    server.start()
    buffer.append(number(1, start=1))
    assert BufferedEvent.objects.count() == 2

    monkeypatch.setattr(lines, "AVOID", -1)
    buffer._lines.avoid(stream.get_keys("sharekit", "redis:0")[0])
    buffer.append(number(1, start=2))
    assert BufferedEvent.objects.count() == 2
    assert sorted(event.at for event in take(buffer)) == [event.at for event in number(3)]


def test_both_away_is_reported(
    server: RedisServer, buffer: RedisStreamBuffer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**fields: object) -> None:
        raise DatabaseError("the database is away")

    server.kill()
    monkeypatch.setattr(BufferedEvent.objects, "create", fail)

    with pytest.raises(NotStored, match="the database is away"):
        buffer.append(number(1))


def test_a_paused_redis_is_reported_as_unknown_and_then_left_alone(
    server: RedisServer, buffer: RedisStreamBuffer
) -> None:
    buffer.append(number(1))
    assert server.process
    server.process.send_signal(signal.SIGSTOP)
    # A line without patience would wait for ever.
    with pytest.raises(NotStored, match="did not answer"):
        buffer.append(number(1, start=1))
    assert not BufferedEvent.objects.exists()
    buffer.append(number(1, start=2))

    assert BufferedEvent.objects.count() == 1
    assert buffer.status().faults
    assert take(buffer) == number(1, start=2)
    server.process.send_signal(signal.SIGCONT)
    # The command has run by now, although its answer was lost.
    assert [event.at for event in take(buffer)] == [event.at for event in number(2)]


def test_a_full_redis_lets_events_overflow_and_still_hands_out_what_it_has(
    server: RedisServer, buffer: RedisStreamBuffer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "AVOID", -1)
    buffer.append(number(1))
    server.ask("CONFIG", "SET", "maxmemory", "1")
    buffer.append(number(2, start=1))
    assert BufferedEvent.objects.get().count == 2
    server.ask("CONFIG", "SET", "maxmemory", "0")
    buffer.append(number(1, start=3))

    assert BufferedEvent.objects.count() == 1
    assert sorted(event.at for event in take(buffer)) == [event.at for event in number(4)]


def test_a_database_restored_from_a_backup_leaves_room_for_new_events(
    make: Callable[..., RedisStreamBuffer],
) -> None:
    buffer = make(BACKLOG=5)
    buffer.append(number(1))
    assert take(buffer) == number(1)
    backup = ShardCursor.objects.filter(shard="redis:0").values("position", "counted").get()
    for start in (1, 5, 9):
        buffer.append(number(4, start=start))
        take(buffer)
    ShardCursor.objects.filter(shard="redis:0").update(**backup)

    for start in (13, 17):
        buffer.append(number(4, start=start))
        assert take(buffer) == number(4, start=start)


def test_a_full_redis_gets_rid_of_what_was_counted(
    server: RedisServer, buffer: RedisStreamBuffer
) -> None:
    buffer.append(number(1))
    server.ask("CONFIG", "SET", "maxmemory", "1")

    assert take(buffer) == number(1)
    assert server.ask("XLEN", stream.get_keys("sharekit", "redis:0")[0]) == 0


def test_a_replica_that_refuses_writes_lets_events_overflow(
    server: RedisServer, buffer: RedisStreamBuffer
) -> None:
    server.ask("REPLICAOF", "127.0.0.1", "1")
    buffer.append(number(1))

    assert BufferedEvent.objects.count() == 1


def test_a_cursor_moves_with_the_counts_or_not_at_all(
    server: RedisServer, buffer: RedisStreamBuffer
) -> None:
    buffer.append(number(1))
    with pytest.raises(ZeroDivisionError), buffer.batch("redis:0", 10):
        raise ZeroDivisionError

    assert ShardCursor.objects.get(shard="redis:0").position == ""
    assert len(take(buffer)) == 1


def test_another_workers_shard_is_left_alone(buffer: RedisStreamBuffer) -> None:
    buffer.append(number(1))

    with buffer.batch("redis:7", 10) as events:
        assert events == []


def test_what_could_not_be_sent_whole_overflows(
    buffer: RedisStreamBuffer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection breaks between the look at it and the sending."""
    buffer.append(number(1))
    line, _is_new = buffer._get_line("redis:0", 0.25)
    line._connection._sock.shutdown(socket.SHUT_WR)  # type: ignore[attr-defined]
    monkeypatch.setattr(line, "open", lambda: False)
    buffer.append(number(1, start=1))

    assert BufferedEvent.objects.count() == 1
    assert sorted(event.at for event in take(buffer)) == [event.at for event in number(2)]


def test_a_trim_that_redis_does_not_answer_is_left_to_the_next_worker(
    server: RedisServer, buffer: RedisStreamBuffer, caplog: pytest.LogCaptureFixture
) -> None:
    buffer.append(number(1))
    with buffer.batch("redis:0", 10) as events:
        server.kill()

    assert len(events) == 1
    assert "not trimmed" in caplog.text
