"""The database buffer."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from sharekit import events as codec
from sharekit.buffers import Buffer, database
from sharekit.buffers.database import DatabaseBuffer
from sharekit.collect import appender
from sharekit.events import Event
from sharekit.exceptions import BacklogFull, NotStored
from sharekit.models import BufferedEvent, RejectedEvent, ShardCursor
from tests.support.traffic import post, share
from tests.unit.buffers.contract import BufferContract, number, take


@pytest.fixture
def make(transactional_db: None) -> Callable[..., DatabaseBuffer]:
    return lambda **options: DatabaseBuffer(options)


@pytest.fixture
def buffer(make: Callable[..., DatabaseBuffer]) -> DatabaseBuffer:
    return make()


class TestDatabaseBuffer(BufferContract):
    """Runs the contract, with a buffer that looks again as soon as it was full."""

    @pytest.fixture(autouse=True)
    def look_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(database, "REST", -1)


def test_an_append_is_one_row(buffer: Buffer) -> None:
    buffer.append(number(20))

    assert BufferedEvent.objects.count() == 1


@pytest.mark.parametrize(
    ("payload", "kept", "readable"),
    [
        (b"not JSON", b"not JSON", []),
        (b'["\xff"]', b'"\xff"', []),
        (
            b'[{"kind":"telegram","reader":"hash"},' + codec.encode(number(1))[1:],
            b'{"kind":"telegram"}',
            number(1),
        ),
    ],
    ids=["no list", "no text", "a kind of tomorrow"],
)
def test_what_cannot_be_read_is_set_aside_without_its_reader_and_blocks_nothing(
    buffer: Buffer, payload: bytes, kept: bytes, readable: list[Event]
) -> None:
    buffer.append(number(2))
    BufferedEvent.objects.update(payload=payload)
    buffer.append(number(3))

    assert len(take(buffer)) == 3 + len(readable)
    (rejected,) = RejectedEvent.objects.all()
    assert bytes(rejected.payload) == kept
    assert rejected.error
    assert not BufferedEvent.objects.exists()


def test_what_waits_is_counted_now_and_then_and_not_with_every_append(buffer: Buffer) -> None:
    buffer.append(number(1))
    with CaptureQueriesContext(connection) as queries:
        for start in range(1, 20):
            buffer.append(number(1, start=start))

    assert not [each for each in queries if "SUM(" in each["sql"]]
    assert len(queries) == 19


def test_a_full_buffer_rests_before_it_is_counted_again(
    make: Callable[..., DatabaseBuffer], monkeypatch: pytest.MonkeyPatch
) -> None:
    buffer = make(BACKLOG=5)
    buffer.append(number(5))
    with pytest.raises(BacklogFull):
        buffer.append(number(1))
    take(buffer)
    with CaptureQueriesContext(connection) as queries, pytest.raises(BacklogFull):
        buffer.append(number(1))
    assert not queries.captured_queries

    later = time.monotonic() + 2 * database.REST
    monkeypatch.setattr(time, "monotonic", lambda: later)
    buffer.append(number(1))
    assert buffer.status().waiting == 1


def test_what_other_processes_appended_is_seen_at_the_next_look(
    make: Callable[..., DatabaseBuffer],
) -> None:
    buffer = make(BACKLOG=5)
    buffer.append(number(1))
    BufferedEvent.objects.update(count=6)
    buffer.append(number(1))
    buffer._look_at = 0.0

    with pytest.raises(BacklogFull, match="7 events wait"):
        buffer.append(number(1))


def test_a_sender_of_one_event_too_many_must_come_back_later(
    settings: Settings, transactional_db: None
) -> None:
    backend = "sharekit.buffers.database.DatabaseBuffer"
    settings.SHAREKIT = {"BUFFER": {"BACKEND": backend, "OPTIONS": {"BACKLOG": 1}}}
    try:
        assert post(share()).status == 204
        answer = post(share())
    finally:
        appender.stop()

    assert (answer.status, answer.headers["Retry-After"]) == (503, "60")


def test_a_batch_ends_with_the_append_that_reaches_its_limit(buffer: Buffer) -> None:
    for index in range(5):
        buffer.append(number(2, start=2 * index))

    assert len(take(buffer, limit=5)) == 6
    assert len(take(buffer, limit=2)) == 2


def test_a_connection_that_died_while_nothing_came_in_is_opened_again(
    buffer: Buffer, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has no server that could end a connection")
    monkeypatch.setattr(database, "IDLE", -1)
    buffer.append(number(1))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (process,) = cursor.fetchone()
    other = connections.create_connection("default")
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [process])
    other.close()
    buffer.append(number(1))

    assert BufferedEvent.objects.count() == 2


def test_an_append_that_the_database_does_not_take_says_so(buffer: Buffer) -> None:
    with connection.schema_editor() as editor:
        editor.delete_model(BufferedEvent)
    try:
        with pytest.raises(NotStored, match="sharekit_bufferedevent"):
            buffer.append(number(1))
    finally:
        with connection.schema_editor() as editor:
            editor.create_model(BufferedEvent)


def test_a_database_that_fails_gives_no_advice(buffer: DatabaseBuffer) -> None:
    table = ShardCursor._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO gone")
    try:
        assert not buffer.check()
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE gone RENAME TO {table}")
