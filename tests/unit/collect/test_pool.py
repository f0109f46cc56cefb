"""With Django's pool of connections (PostgreSQL) the appender waits for no request's connection."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from sharekit.collect import appender
from sharekit.models import BufferedEvent
from tests.unit.buffers.contract import number

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no pool"),
]


@pytest.fixture
def pool() -> Iterator[None]:
    """Let new connections come from a pool of one."""
    appender.stop()
    options = connection.settings_dict["OPTIONS"]
    options["pool"] = {"min_size": 1, "max_size": 1, "timeout": 2}
    yield
    appender.stop()
    connection.close_pool()  # type: ignore[attr-defined]
    del options["pool"]


def share_while_reading(start: int) -> int:
    """Read as a middleware may, then store an event with the connection still in use."""
    try:
        count = BufferedEvent.objects.count()
        appender.append(number(1, start=start))
        return count
    finally:
        connection.close()


@pytest.mark.usefixtures("pool")
def test_an_event_is_stored_while_its_request_holds_the_last_connection() -> None:
    with ThreadPoolExecutor(1) as requests:
        counts = list(requests.map(share_while_reading, range(3)))

    assert counts == [0, 1, 2]
