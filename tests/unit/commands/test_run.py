"""sharekit_run: runs the scheduled tasks that are due, without Celery."""

from __future__ import annotations

import io
import os
import signal
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connections
from pytest_django import Settings

from sharekit.conf import list_tasks
from sharekit.management import due
from sharekit.models import BufferedEvent, ShardCursor
from sharekit.schedule import TASKS
from tests.support.traffic import post, share
from tests.support.waiting import wait

pytestmark = pytest.mark.django_db(transaction=True)


def run(*arguments: str, out: io.StringIO | None = None) -> list[str]:
    out = out or io.StringIO()
    call_command("sharekit_run", *arguments, stdout=out, stderr=out)
    return out.getvalue().splitlines()


def fail() -> None:
    raise DatabaseError("the database is away\nLINE 1")


def go_back(seconds: float) -> None:
    """Let every task have begun that much earlier."""
    for row in ShardCursor.objects.filter(shard__startswith=due.PREFIX):
        moment = datetime.fromisoformat(row.position) - timedelta(seconds=seconds)
        ShardCursor.objects.filter(pk=row.pk).update(position=moment.isoformat())


def test_at_first_every_task_is_due_and_then_each_when_its_time_has_passed(
    settings: Settings,
) -> None:
    every = [f"Ran {task.name}." for task in list_tasks(settings.INSTALLED_APPS)]
    assert every[:4] == ["Ran drain.", "Ran fold.", "Ran prune.", "Ran orders-delete."]
    post(share())
    assert run() == every
    assert not BufferedEvent.objects.exists()
    go_back(10)

    drain, fold, prune, delete, *_others = run()

    assert (drain, delete) == ("Ran drain.", "Ran orders-delete.")
    assert fold.startswith("fold is due in 35") and prune.startswith("prune is due in 35")
    go_back(3600)
    assert run() == every


def test_a_task_that_is_named_runs_now_and_no_other() -> None:
    for _ in range(2):
        assert run("prune") == ["Ran prune."]
    assert run()[0] == "Ran drain."


def test_an_unknown_task_is_reported_with_the_nearest_one_or_all() -> None:
    with pytest.raises(CommandError, match=r"Unknown task 'prun'. Did you mean 'prune'\?"):
        run("prun")
    with pytest.raises(CommandError, match=r"Choose from drain, fold, prune, orders-delete, "):
        run("bake")


def test_of_several_processes_only_one_begins_a_task() -> None:
    drain = TASKS[0]
    begun: list[float] = []

    def begin() -> None:
        begun.append(due.begin(drain, seconds=60))
        connections.close_all()

    threads = [threading.Thread(target=begin) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(begun) == 8
    assert begun.count(0.0) == 1


@pytest.mark.parametrize(("seconds", "is_due"), [(1, False), (86_400, True)])
def test_clocks_may_differ_and_one_that_was_set_back_stops_no_task(
    seconds: int, is_due: bool
) -> None:
    drain = TASKS[0]
    due.begin(drain, seconds=60)
    go_back(-seconds)

    assert (due.begin(drain, seconds=60) == 0) == is_due


def test_the_status_does_not_take_a_task_for_a_look_of_a_worker() -> None:
    run("fold")

    assert ShardCursor.objects.get(shard="run:fold").at is None


def test_a_task_that_fails_stops_no_other_and_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sharekit.aggregate.fold.fold", fail)
    out = io.StringIO()

    with pytest.raises(CommandError, match=r"Failed: fold\."):
        run(out=out)

    assert out.getvalue().splitlines()[:4] == [
        "Ran drain.",
        "fold failed: the database is away",
        "Ran prune.",
        "Ran orders-delete.",
    ]


@pytest.fixture
def stop_after() -> Iterator[Callable[[Callable[[], object]], None]]:
    """Return a function that stops this process's command after a step in another thread."""
    threads: list[threading.Thread] = []

    def start(step: Callable[[], object]) -> None:
        def do() -> None:
            try:
                step()
            finally:
                connections.close_all()
                os.kill(os.getpid(), signal.SIGTERM)

        threads.append(threading.Thread(target=do))
        threads[0].start()

    yield start
    for thread in threads:
        thread.join()


def test_watching_runs_a_task_whenever_it_is_due_until_it_is_stopped(
    stop_after: Callable[[Callable[[], object]], None],
) -> None:
    out = io.StringIO()
    stop_after(lambda: wait(out.getvalue, lambda written: written.count("Ran orders-delete.") == 2))

    lines = run("--watch", "--verbosity", "2", "orders-delete", "prune", out=out)

    assert lines[0] == "Running tasks when they are due. Press Ctrl-C to stop."
    assert lines[1:4] == ["Ran orders-delete.", "Ran prune.", "Ran orders-delete."]
    assert lines[-1] == "Stopped."


def test_watching_reports_only_what_fails(
    stop_after: Callable[[Callable[[], object]], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sharekit.aggregate.fold.fold", fail)
    out = io.StringIO()
    stop_after(lambda: wait(out.getvalue, lambda written: "fold failed" in written))

    lines = run("--watch", "orders-delete", "fold", out=out)

    assert lines[1:-1] == ["fold failed: the database is away"]
