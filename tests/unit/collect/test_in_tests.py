"""Events that a site's own tests send: in the test's transaction, without a thread."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from pytest_django import Settings

from sharekit import testing
from sharekit.aggregate.drain import drain
from sharekit.buffers.database import DatabaseBuffer
from sharekit.collect import appender
from sharekit.events import Event
from sharekit.exceptions import NotStored
from sharekit.models import BufferedEvent, ShareLink
from tests.support.traffic import post, share
from tests.unit.buffers.contract import number

IS_TESTED = appender.is_tested


class BrokenBuffer(DatabaseBuffer):
    """A buffer with a fault of its own."""

    def append(self, events: list[Event]) -> None:
        raise RuntimeError("out of order")


@pytest.fixture
def as_sites_do(monkeypatch: pytest.MonkeyPatch) -> None:
    testing.close_connection()
    monkeypatch.setattr(appender, "is_tested", IS_TESTED)


def list_threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name == "sharekit"]


@pytest.mark.django_db
@pytest.mark.usefixtures("as_sites_do")
def test_an_event_is_in_the_transaction_of_the_test() -> None:
    assert post(share("w1111111111")).status == 204
    assert BufferedEvent.objects.count() == 1
    assert list_threads() == []
    drain()
    assert ShareLink.objects.get().token == "w1111111111"


@pytest.mark.django_db
@pytest.mark.usefixtures("as_sites_do")
def test_a_buffer_that_fails_leaves_the_connection_of_the_test_open(settings: Settings) -> None:
    settings.SHAREKIT = {"BUFFER": f"{__name__}.BrokenBuffer"}
    with pytest.raises(NotStored, match="out of order"):
        appender.append(number(1))
    settings.SHAREKIT = {}

    def refuse(execute: Any, sql: str, *arguments: Any) -> Any:
        if "INSERT" in sql:
            raise DatabaseError("the disk is full")
        return execute(sql, *arguments)

    with transaction.atomic():
        with connection.execute_wrapper(refuse), pytest.raises(NotStored, match="disk is full"):
            appender.append(number(1))
        assert not connection.closed_in_transaction
        transaction.set_rollback(True)
    appender.append(number(1))

    assert BufferedEvent.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("as_sites_do")
def test_threads_of_a_live_server_store_one_after_the_other() -> None:
    def send(start: int) -> None:
        try:
            appender.append(number(1, start=start))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(send, range(20)))

    assert BufferedEvent.objects.count() == 20
    assert list_threads() == []


@pytest.mark.django_db(transaction=True)
def test_outside_of_a_test_runner_the_thread_writes_until_it_is_closed(
    monkeypatch: pytest.MonkeyPatch, as_sites_do: None
) -> None:
    monkeypatch.delattr(mail, "outbox")
    appender.append(number(1))
    assert list_threads() == ["sharekit"]

    testing.close_connection()
    assert list_threads() == []
    assert BufferedEvent.objects.count() == 1
