"""Without Celery a command sends what is due, once or until it is stopped."""

from __future__ import annotations

import os
import signal
import threading
import time
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connections
from pytest_django import Settings

from sharekit.conf import beat_schedule, list_tasks
from sharekit.contrib.mails import tasks
from sharekit.contrib.mails.management.commands import sharekit_send
from sharekit.contrib.mails.models import Message
from sharekit.contrib.mails.outbox import due, run
from sharekit.contrib.mails.subscribing import permission
from sharekit.contrib.mails.writing import envelope, letters
from tests.support.mailing import letters as short
from tests.support.mailing.world import make_message

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def short_letters(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """Write short letters, and let them go to everybody."""
    monkeypatch.setattr(letters, "write", short.write)
    monkeypatch.setattr(envelope, "build", short.build)
    monkeypatch.setattr(permission, "find_obstacle", lambda message: "")


def call(**options: Any) -> str:
    output = StringIO()
    call_command("sharekit_send", stdout=output, stderr=output, **options)
    return output.getvalue()


def test_all_that_is_due_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(due, "STEP", 1)
    monkeypatch.setattr(run, "SECONDS", -1)
    for _ in range(5):
        make_message()

    assert "5" in call()
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}


def test_it_watches_until_a_signal_comes() -> None:
    make_message()

    def stop() -> None:
        time.sleep(0.5)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=stop).start()
    printed = call(watch=True, interval=0.1)

    assert "1" in printed
    assert Message.objects.get().state == "sent"


def test_it_goes_on_after_a_fault_of_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []

    def send(is_stopped: Any) -> int:
        calls.append(len(calls))
        if len(calls) == 1:
            raise OperationalError("the database is away\nDETAIL: a secret")
        os.kill(os.getpid(), signal.SIGINT)
        return 0

    monkeypatch.setattr(sharekit_send, "send", send)
    monkeypatch.setattr(connections, "close_all", lambda: None)

    printed = call(watch=True, interval=0.01)

    assert "the database is away" in printed
    assert "secret" not in printed
    assert calls == [0, 1]


@pytest.mark.parametrize("interval", [0, -1, 3601])
def test_the_interval_must_be_sensible(interval: float) -> None:
    with pytest.raises(CommandError, match="--interval"):
        call(watch=True, interval=interval)


def test_tasks_and_commands_run_the_same(settings: Settings) -> None:
    names = {task.name for task in list_tasks(settings.INSTALLED_APPS)}
    assert {"mails-send", "mails-find"} <= names
    assert "sharekit-mails-send" in beat_schedule(settings.INSTALLED_APPS)
    make_message()

    tasks.send()
    tasks.find()
    call_command("sharekit_run", "mails-send", "mails-find", stdout=StringIO())

    assert Message.objects.get().state == "sent"
