"""The database buffer."""

from __future__ import annotations

import pytest
from django.db import connection, connections

from sharekit import events as codec
from sharekit.buffers import Buffer, database
from sharekit.buffers.database import DatabaseBuffer
from sharekit.events import Event
from sharekit.exceptions import NotStored
from sharekit.models import BufferedEvent, RejectedEvent
from tests.buffers.contract import BufferContract, number, take


@pytest.fixture
def buffer(transactional_db: None) -> Buffer:
    return DatabaseBuffer()


class TestDatabaseBuffer(BufferContract):
    """Runs the contract."""


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
