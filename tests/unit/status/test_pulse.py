"""The status for monitors is found a few times a minute, however often it is asked for."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import OperationalError
from pytest_django import DjangoAssertNumQueries

from sharekit.models import RejectedEvent, ShardCursor
from sharekit.status import pulse
from sharekit.status.pulse import Pulse, get_recent_status, has_database
from sharekit.status.status import Status
from tests.support import caches


def is_healthy(status: Status | None) -> bool | None:
    return None if status is None else status.is_healthy


def test_one_look_answers_everybody_for_some_seconds(
    db: None,
    django_assert_num_queries: DjangoAssertNumQueries,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert is_healthy(get_recent_status())
    RejectedEvent.objects.create(payload=b"[]", error="too long")

    with django_assert_num_queries(0):
        assert all(is_healthy(get_recent_status()) for _ in range(1000))

    monkeypatch.setattr(pulse, "KEPT", 0)
    caches.empty()
    assert is_healthy(get_recent_status()) is False
    RejectedEvent.objects.all().delete()
    assert is_healthy(get_recent_status()) is True


def test_a_failing_status_is_unknown_and_logged_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> Status:
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(pulse, "get_status", fail)

    assert [get_recent_status() for _ in range(10)] == [None] * 10
    [record] = caplog.records
    assert record.message.startswith("The status is not available")


def test_a_database_that_fails_is_away_and_logged_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(alias: str) -> object:
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(ShardCursor.objects, "using", fail)

    assert not any(has_database() for _ in range(10))
    [record] = caplog.records
    assert record.message.startswith("The database does not answer")


def test_a_look_that_hangs_keeps_one_thread_and_becomes_an_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hanging, over = threading.Event(), threading.Event()
    before = object()

    def look() -> object:
        if threading.current_thread() is not threading.main_thread():
            hanging.set()
            over.wait(10)
        return before

    one = Pulse(look, trouble="")
    assert one.get() is before
    one._until = time.monotonic()
    looker = threading.Thread(target=one.get)
    looker.start()
    hanging.wait(10)
    try:
        assert one.get() is before
        monkeypatch.setattr(pulse, "LONGEST", 0)
        assert one.get() is None
    finally:
        over.set()
        looker.join()
    assert one.get() is before


def test_threads_that_ask_during_the_first_look_wait_for_its_answer() -> None:
    looking, over = threading.Event(), threading.Event()
    looks: list[str] = []
    answers: list[object] = []

    def look() -> str:
        looks.append("look")
        looking.set()
        over.wait(10)
        return "up"

    one = Pulse(look, trouble="")
    askers = [threading.Thread(target=lambda: answers.append(one.get())) for _ in range(4)]
    askers[0].start()
    looking.wait(10)
    for asker in askers[1:]:
        asker.start()
    time.sleep(0.05)
    assert not answers
    over.set()
    for asker in askers:
        asker.join()

    assert answers == ["up"] * 4
    assert len(looks) == 1
