"""The database buffer."""

from __future__ import annotations

import pytest
from django.db import connection

from sharekit.buffers import Buffer
from sharekit.buffers.database import DatabaseBuffer
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


def test_a_row_that_cannot_be_read_is_set_aside_and_blocks_nothing(buffer: Buffer) -> None:
    buffer.append(number(2))
    BufferedEvent.objects.update(payload=b'[{"kind": "telegram"}]')
    buffer.append(number(3))

    assert len(take(buffer)) == 3
    assert bytes(RejectedEvent.objects.get().payload) == b'[{"kind": "telegram"}]'
    assert not BufferedEvent.objects.exists()


def test_an_append_that_the_database_does_not_take_says_so(buffer: Buffer) -> None:
    with connection.schema_editor() as editor:
        editor.delete_model(BufferedEvent)
    try:
        with pytest.raises(NotStored, match="sharekit_bufferedevent"):
            buffer.append(number(1))
    finally:
        with connection.schema_editor() as editor:
            editor.create_model(BufferedEvent)
