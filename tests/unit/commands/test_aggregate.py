"""sharekit_aggregate: counts once, or again and again until it is stopped."""

from __future__ import annotations

import io
import os
import re
import signal
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.utils import timezone
from pytest_django import Settings

from sharekit.aggregate.drain import drain
from sharekit.collect import appender
from sharekit.management import due
from sharekit.management.commands import sharekit_aggregate
from sharekit.models import BufferedEvent, DailySalt, ShardCursor, ShareRollup
from tests.support.clock import CLOCK
from tests.support.traffic import post, share
from tests.support.waiting import wait

pytestmark = pytest.mark.django_db(transaction=True)


def run(*arguments: str, out: io.StringIO | None = None) -> str:
    out = out or io.StringIO()
    call_command("sharekit_aggregate", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def is_folded() -> bool:
    return not ShareRollup.objects.filter(hour__gte=0).exists()


@pytest.fixture
def meanwhile() -> Iterator[Callable[..., None]]:
    """Return a function that does steps in another thread, then stops this process's command."""
    threads = []
    over = threading.Event()

    def start(*steps: Callable[[], object], by: signal.Signals = signal.SIGTERM) -> None:
        def do() -> None:
            try:
                for step in steps:
                    step()
            finally:
                connections.close_all()
                # A command that failed is not there to be stopped; the tests would be.
                if not over.is_set():
                    os.kill(os.getpid(), by)

        threads.append(threading.Thread(target=do))
        threads[-1].start()

    yield start
    over.set()
    for thread in threads:
        thread.join()


def test_once_it_counts_what_waits_and_says_the_status() -> None:
    post(share(), share())

    counted, status = run().splitlines()

    assert counted == "Counted 2 events."
    assert re.search(CLOCK, status)
    assert ShareRollup.objects.get().shares == 2


def test_nothing_to_count_is_said_too() -> None:
    assert run().startswith("Counted 0 events.")


def test_a_line_of_cron_folds_and_prunes_when_an_hour_has_passed() -> None:
    def make_old() -> None:
        post(share())
        drain()
        ShareRollup.objects.update(day=timezone.now().date() - timedelta(days=20), hour=3)
        DailySalt.objects.create(day=date(2026, 9, 1), salt=b"salt")

    make_old()
    assert run().splitlines()[-1].startswith("Counted up to ")
    assert is_folded() and not DailySalt.objects.exists()

    ShareRollup.objects.all().delete()
    make_old()
    run()
    assert DailySalt.objects.exists() and not is_folded()

    for row in ShardCursor.objects.filter(shard__startswith=due.PREFIX):
        row.position = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
        row.save()
    run()
    assert is_folded() and not DailySalt.objects.exists()


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_watching_counts_until_it_is_stopped(
    by: signal.Signals, meanwhile: Callable[..., None]
) -> None:
    out = io.StringIO()
    meanwhile(
        lambda: post(share()),
        lambda: wait(out.getvalue, lambda reported: reported.count("Counted") == 1),
        lambda: post(share()),
        lambda: wait(out.getvalue, lambda reported: reported.count("Counted") == 2),
        by=by,
    )

    lines = run("--watch", "--interval", "0.1", out=out).splitlines()

    assert lines[0] == "Counting every 0.1 seconds. Press Ctrl-C to stop."
    assert [line[9:] for line in lines[1:-1]] == ["Counted 1 event."] * 2
    assert lines[-1] == "Stopped. Events that were not counted yet wait for the next worker."


def test_watching_begins_with_what_endangers_events(
    meanwhile: Callable[..., None], settings: Settings
) -> None:
    settings.SHAREKIT = {"BUFFER": "tests.support.buffers.RemoteBuffer"}
    out = io.StringIO()
    meanwhile(lambda: wait(out.getvalue, lambda reported: "Counting every" in reported))

    lines = run("--watch", out=out).splitlines()

    assert lines[:2] == ["The server forgets all it holds when it stops.", "    appendonly yes"]


def test_stopping_gives_the_signal_back(meanwhile: Callable[..., None]) -> None:
    before = signal.getsignal(signal.SIGTERM)
    meanwhile(lambda: wait(lambda: signal.getsignal(signal.SIGTERM), lambda now: now != before))

    run("--watch")

    assert signal.getsignal(signal.SIGTERM) == before


def test_watching_folds_and_prunes_at_once_and_then_every_hour(
    meanwhile: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def make_old() -> None:
        post(share())
        drain()
        fresh = ShareRollup.objects.filter(hour__gte=0)
        fresh.update(day=timezone.now().date() - timedelta(days=20), hour=3)

    make_old()
    monkeypatch.setattr(sharekit_aggregate, "HOUR", 0.3)
    seen: list[bool] = []
    meanwhile(
        lambda: wait(is_folded),
        lambda: seen.append(is_folded()),
        make_old,
        lambda: wait(is_folded),
        lambda: seen.append(is_folded()),
    )

    run("--watch", "--interval", "0.05")

    assert seen == [True, True]


@pytest.mark.parametrize(("interval", "counted"), [("0.000001", [1, 2]), ("3600", [0, 0])])
def test_watching_goes_on_counting_while_it_folds_and_prunes(
    meanwhile: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    interval: str,
    counted: list[int],
) -> None:
    seen: list[int] = []

    def work(between: Callable[[], object]) -> None:
        post(share())
        between()
        seen.append(sum(ShareRollup.objects.values_list("shares", flat=True)))

    monkeypatch.setattr(sharekit_aggregate, "fold", work)
    monkeypatch.setattr(sharekit_aggregate, "prune", work)
    meanwhile(lambda: wait(lambda: len(seen), lambda number: number == 2))

    run("--watch", "--interval", interval)

    assert seen == counted


@pytest.mark.parametrize("task", ["fold", "prune"])
def test_a_signal_ends_folding_and_pruning_between_two_steps(
    monkeypatch: pytest.MonkeyPatch, task: str
) -> None:
    """They may take minutes, and systemd and Docker kill a process that does not stop sooner."""
    done: list[str] = []

    def work(between: Callable[[], object]) -> None:
        done.append("a step")
        signal.raise_signal(signal.SIGTERM)
        between()
        done.append("another step")

    monkeypatch.setattr(sharekit_aggregate, task, work)

    assert run("--watch").splitlines()[-1].startswith("Stopped. ")
    assert done == ["a step"]


def rename_table(before: str, after: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {before} RENAME TO {after}")


def test_watching_survives_a_database_error(meanwhile: Callable[..., None]) -> None:
    post(share())
    appender.stop()
    table = BufferedEvent._meta.db_table
    out = io.StringIO()
    rename_table(table, "gone")
    meanwhile(
        lambda: wait(out.getvalue, lambda reported: "failed" in reported),
        lambda: rename_table("gone", table),
        lambda: wait(out.getvalue, lambda reported: "Counted" in reported),
    )

    _, failure, *_, counted, _ = run("--watch", "--interval", "0.1", out=out).splitlines()

    assert failure.startswith("The database failed (")
    assert failure.endswith("). Trying again in 0.1 seconds.")
    assert counted.endswith("Counted 1 event.")


@pytest.mark.parametrize("interval", ["0", "-1", "3601", "nan"])
def test_an_interval_that_makes_no_sense_is_refused(interval: str) -> None:
    with pytest.raises(CommandError, match="--interval must be more than 0"):
        run("--watch", "--interval", interval)
