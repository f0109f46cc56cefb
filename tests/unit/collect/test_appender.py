"""Group commit: shared round trips, and never a 204 for what was not stored."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from pytest_django import Settings

from sharekit.buffers.database import DatabaseBuffer
from sharekit.collect import appender, reader
from sharekit.events import Event
from sharekit.exceptions import NotStored
from sharekit.models import BufferedEvent, DailySalt
from tests.support.traffic import post, share, visit
from tests.support.waiting import wait
from tests.unit.buffers.contract import number

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def end_the_appender() -> Iterator[None]:
    HeldBuffer.entered.clear()
    HeldBuffer.may_go_on.clear()
    yield
    appender.stop()


class SlowBuffer(DatabaseBuffer):
    """The database buffer, behind a slow disk."""

    def append(self, events: list[Event]) -> None:
        time.sleep(0.2)
        super().append(events)


class HeldBuffer(DatabaseBuffer):
    """A buffer whose first write lasts until the test has seen others wait for it."""

    entered = threading.Event()
    may_go_on = threading.Event()

    def append(self, events: list[Event]) -> None:
        self.entered.set()
        assert self.may_go_on.wait(60)
        super().append(events)


class LateBuffer(DatabaseBuffer):
    """A buffer that cannot be made at first, as when its server is away."""

    is_away = True

    def __init__(self, options: dict[str, Any]) -> None:
        super().__init__(options)
        if LateBuffer.is_away:
            raise ConnectionRefusedError("away")


class BrokenBuffer(SlowBuffer):
    """A buffer with a fault of its own."""

    def append(self, events: list[Event]) -> None:
        raise RuntimeError("out of order")


def test_requests_in_flight_together_share_one_row(settings: Settings) -> None:
    settings.SHAREKIT = {"BUFFER": f"{__name__}.HeldBuffer"}
    with ThreadPoolExecutor(20) as pool:
        sent = [pool.submit(appender.append, number(1))]
        assert HeldBuffer.entered.wait(60)
        sent += [pool.submit(appender.append, number(1, start=index)) for index in range(1, 20)]
        line = appender._appenders[os.getpid()]
        wait(lambda: len(line._waiting), lambda waiting: waiting == 19)
        HeldBuffer.may_go_on.set()
        for each in sent:
            each.result()

    # The first goes by itself; the others wait for it and go together.
    assert sorted(BufferedEvent.objects.values_list("count", flat=True)) == [1, 19]


def test_a_group_is_at_most_a_thousand_events(settings: Settings) -> None:
    settings.SHAREKIT = {"BUFFER": f"{__name__}.SlowBuffer"}
    with ThreadPoolExecutor(5) as pool:
        list(pool.map(appender.append, [number(600)] * 5))

    assert sorted(BufferedEvent.objects.values_list("count", flat=True)) == [600] * 5


def test_a_failing_buffer_is_reported_to_every_sender_and_the_next_one_is_served() -> None:
    with connection.schema_editor() as editor:
        editor.delete_model(BufferedEvent)
    try:
        answer = post(share())
        assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
        assert b"later" in answer.body
    finally:
        with connection.schema_editor() as editor:
            editor.create_model(BufferedEvent)
    assert post(share()).status == 204


def test_a_fault_of_the_buffer_does_not_end_the_thread(settings: Settings) -> None:
    settings.SHAREKIT = {"BUFFER": f"{__name__}.BrokenBuffer"}
    for _ in range(2):
        with pytest.raises(NotStored, match="out of order"):
            appender.append(number(1))


def test_a_buffer_that_could_not_be_made_is_tried_again(settings: Settings) -> None:
    settings.SHAREKIT = {"BUFFER": f"{__name__}.LateBuffer"}
    with pytest.raises(NotStored, match="away"):
        appender.append(number(1))
    LateBuffer.is_away = False
    appender.append(number(1))

    assert BufferedEvent.objects.count() == 1


def test_one_request_may_have_more_events_than_a_group() -> None:
    appender.append(number(1001))

    assert BufferedEvent.objects.get().count == 1001


def test_a_request_that_waits_too_long_is_answered_as_unknown(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SHAREKIT = {"BUFFER": f"{__name__}.HeldBuffer"}
    monkeypatch.setattr(appender, "PATIENCE", 0.01)

    answers = [try_to_append(0)]
    assert HeldBuffer.entered.wait(60)
    answers += map(try_to_append, range(1, 5))
    HeldBuffer.may_go_on.set()

    # Events that are not being written leave the queue: a refused event is not stored later.
    assert all("in time" in str(answer) for answer in answers)
    appender.stop()
    assert [row.count for row in BufferedEvent.objects.all()] == [1]


def try_to_append(start: int) -> Exception | None:
    try:
        appender.append(number(1, start=start))
    except NotStored as error:
        return error
    return None


def test_a_forked_process_starts_a_thread_of_its_own() -> None:
    appender.append(number(1))
    connection.close()
    child = os.fork()
    if not child:
        try:
            appender.append(number(1, start=1))
        finally:
            os._exit(0)
    os.waitpid(child, 0)

    assert BufferedEvent.objects.count() == 2


def test_stopping_twice_or_before_the_start_is_harmless() -> None:
    appender.stop()
    appender.append(number(1))
    appender.stop()
    appender.stop()

    assert not any(thread.name == "sharekit" for thread in threading.enumerate())


def test_without_a_salt_a_visit_is_not_stored() -> None:
    """Its reader could not be identified, and a later try may succeed."""
    reader._salts = {}
    with connection.schema_editor() as editor:
        editor.delete_model(DailySalt)
    try:
        assert post(visit("w1111111111")).status == 503
        assert post(share()).status == 204
    finally:
        with connection.schema_editor() as editor:
            editor.create_model(DailySalt)
    assert post(visit("w1111111111")).status == 204
    assert BufferedEvent.objects.count() == 2
