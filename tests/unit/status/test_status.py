"""Every report begins with the time that everything is counted up to, or with what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from datetime import timezone as fixed_zone

import pytest
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries, Settings

from sharekit import buffers
from sharekit.aggregate.drain import drain
from sharekit.buffers import ShardStatus
from sharekit.keeping.prune import prune
from sharekit.models import BufferedEvent, Clickback, DailySalt, RejectedEvent, ShardCursor
from sharekit.status import overdue
from sharekit.status.status import Status, get_status, judge
from tests.support.clock import stop_clock
from tests.support.traffic import post, share, visit

MINUTE = timedelta(minutes=1)
# A clock on which it is noon now: some minutes ago is today whenever the tests run.
NOON = fixed_zone(timedelta(hours=12 - datetime.now(UTC).hour))


def make_old(age: timedelta) -> datetime:
    """Let what waits be that old, and return its time."""
    stored = timezone.now() - age
    BufferedEvent.objects.update(at=stored)
    return stored


def write(status: Status) -> str:
    with timezone.override(NOON):
        return status.sentence


def test_when_nothing_waits_all_is_counted_up_to_now(db: None) -> None:
    before = timezone.now()

    status = get_status()

    assert status.is_healthy
    assert before <= status.counted_up_to <= timezone.now()
    assert write(status) == f"Counted up to {status.counted_up_to.astimezone(NOON):%H:%M}."


@pytest.mark.django_db(transaction=True)
def test_what_waits_for_seconds_is_healthy_but_is_not_counted() -> None:
    post(share())
    stored = make_old(MINUTE / 2)

    status = get_status()

    assert status.is_healthy
    assert (status.counted_up_to, status.waiting) == (stored, 1)


@pytest.mark.django_db(transaction=True)
def test_what_nobody_counts_for_a_minute_is_reported_with_what_to_run() -> None:
    post(share(), share())
    stored = make_old(2 * MINUTE)

    status = get_status()

    assert not status.is_healthy
    assert write(status) == (
        "2 events are waiting, and nothing has been counted since "
        f"{stored.astimezone(NOON):%H:%M}. "
        "Start the Celery worker with beat, or run manage.py sharekit_aggregate --watch."
    )
    assert status.sentence == f"{status.state} {status.step}"
    assert "run" not in status.state


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_late_is_distinguished_from_one_that_is_dead() -> None:
    drain()
    post(share())
    stored = make_old(2 * MINUTE)

    status = get_status()

    assert status.is_healthy
    assert write(status) == (
        f"Counted up to {stored.astimezone(NOON):%H:%M}; 1 waiting event is being counted."
    )


@pytest.mark.django_db(transaction=True)
def test_counting_makes_the_status_healthy_again() -> None:
    post(share())
    make_old(timedelta(days=3))
    assert not get_status().is_healthy

    drain()

    assert get_status().is_healthy


@pytest.mark.parametrize(("age", "pattern"), [(1, "%A"), (6, "%A"), (7, "%b"), (40, "%b")])
def test_a_week_is_reported_by_its_days_and_older_times_by_their_date(
    age: int, pattern: str
) -> None:
    since = datetime.now(NOON) - timedelta(days=age)

    sentence = write(Status(since, waiting=1204, rejected=0, is_late=True, is_stale=True))

    # Months are abbreviated by rules of their own; three letters they share.
    word = f"{since:{pattern}}"[:3]
    assert sentence.startswith(
        f"1,204 events are waiting, and nothing has been counted since {word}"
    )
    assert (f"{since.day}, {since.year}" in sentence) == (age > 6)


def test_numbers_and_days_are_written_in_the_readers_language() -> None:
    since = datetime.now(UTC) - timedelta(days=1)
    status = Status(since, waiting=1204, rejected=0, is_late=True, is_stale=True)

    with translation.override("de"), timezone.override(UTC):
        sentence = status.sentence

    assert "1.204" in sentence
    assert f"{since:%A}" not in sentence


def test_rejected_events_make_the_status_unhealthy(db: None) -> None:
    RejectedEvent.objects.create(payload=b"[]", error="too long")

    status = get_status()

    assert not status.is_healthy
    assert status.sentence.endswith(
        "1 event could not be counted and was set aside. Read the reasons under “Rejected events” "
        "in the admin, fix the cause, then delete the events."
    )


def keep_salt(day: date) -> None:
    DailySalt.objects.create(day=day, salt=b"salt")


def keep_hash(day: date) -> None:
    Clickback.objects.create(
        name="x", token="w", reader="hash", counted=True, day=day, at=timezone.now()
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("keep", [keep_salt, keep_hash])
def test_readers_hashes_that_nothing_deletes_are_reported_until_they_are_pruned(
    keep: Callable[[date], None],
) -> None:
    keep(datetime.now(UTC).date() - timedelta(days=3))

    status = get_status()

    assert not status.is_healthy
    assert status.sentence.endswith(
        "Hashes of readers are kept for longer than 48 hours, because nothing prunes. "
        f"{status.step}"
    )
    assert status.step.startswith("Run manage.py sharekit_prune now, then every hour")
    prune()
    assert get_status().is_healthy


@pytest.mark.parametrize(("hour", "is_overdue"), [(0, False), (5, False), (7, True)])
def test_a_pruning_may_be_late_by_some_hours(
    db: None, monkeypatch: pytest.MonkeyPatch, hour: int, *, is_overdue: bool
) -> None:
    # Its 48 hours end at midnight.
    keep_salt(date(2026, 9, 1))
    stop_clock(monkeypatch, datetime(2026, 9, 3, hour, tzinfo=UTC))

    assert overdue.has_overdue_readers() is is_overdue


def test_one_query_looks_for_readers_hashes(
    db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        assert not overdue.has_overdue_readers()


@pytest.mark.django_db(transaction=True)
def test_the_readers_of_today_are_not_overdue() -> None:
    post(visit("w1111111111"))
    drain()
    assert Clickback.objects.get().reader

    assert get_status().is_healthy


@pytest.mark.django_db(transaction=True)
def test_times_without_a_zone_are_the_sites(settings: Settings) -> None:
    settings.USE_TZ = False
    settings.TIME_ZONE = "Europe/Berlin"
    post(share())
    stored = make_old(2 * MINUTE)

    status = get_status()

    assert status.is_stale
    assert status.counted_up_to.replace(tzinfo=None) == stored
    assert status.counted_up_to.utcoffset() is not None


def test_a_fault_of_the_buffer_comes_first_and_no_figure_is_called_complete(db: None) -> None:
    now = timezone.now()
    for shard, at in (("redis:0", now - 3 * MINUTE), ("redis:1", None), ("database", now)):
        ShardCursor.objects.create(shard=shard, at=at)

    # A shard whose server does not answer is not among those that a buffer reports.
    status = judge(buffers.Status(0, None, (), ("Redis does not answer.",)), now=now)

    assert not status.is_healthy
    assert status.counted_up_to == now - 3 * MINUTE
    since = f"{status.counted_up_to.astimezone(NOON):%H:%M}"
    assert write(status) == (
        f"Redis does not answer. Events sent since {since} may be missing from the figures. "
        "Fix the buffer's server (Redis) or the connection to it."
    )
    assert status.step == "Fix the buffer's server (Redis) or the connection to it."


def test_a_fault_hides_no_stale_count(db: None) -> None:
    now = timezone.now()

    status = judge(buffers.Status(3, now - 2 * MINUTE, (), ("Redis does not answer.",)), now=now)

    assert status.is_stale
    assert write(status).startswith(
        "Redis does not answer. 3 events are waiting, and nothing has been"
    )
    assert status.step.startswith(
        "Fix the buffer's server (Redis) or the connection to it. Start the Celery"
    )


@pytest.mark.parametrize(
    ("waits", "looked", "is_stuck"),
    [
        (20, 15, True),
        (20, None, True),
        (20, 5, False),
        (5, 15, False),
        (None, 15, False),
        (20, -120, True),
    ],
)
def test_a_shard_that_no_worker_gets_to_is_reported_while_others_are_counted(
    db: None, waits: int | None, looked: int | None, *, is_stuck: bool
) -> None:
    now = timezone.now()
    ShardCursor.objects.create(shard="redis:0", at=now)
    oldest, at = (None if each is None else now - each * MINUTE for each in (waits, looked))

    status = judge(buffers.Status(1, oldest, (ShardStatus("redis:7", 1, oldest, at=at),)), now=now)

    assert status.is_healthy is not is_stuck
    assert status.stuck == (("redis:7",) if is_stuck else ())
    assert ("No worker has reached shard redis:7 for 10 minutes" in status.sentence) is is_stuck
    assert status.step.startswith("Check the worker's log" if is_stuck else "") or not is_stuck


def test_when_nothing_is_counted_no_shard_is_named(db: None) -> None:
    now = timezone.now()
    oldest = now - 20 * MINUTE

    status = judge(buffers.Status(1, oldest, (ShardStatus("redis:7", 1, oldest),)), now=now)

    assert (status.is_stale, status.stuck) == (True, ())


@pytest.mark.parametrize(("ahead", "is_stale"), [(5, False), (120, True)])
def test_a_clock_that_was_set_back_hides_no_stale_count(
    db: None, ahead: int, *, is_stale: bool
) -> None:
    now = timezone.now()
    ShardCursor.objects.create(shard="database", at=now + ahead * MINUTE)

    assert judge(buffers.Status(1, now - 2 * MINUTE), now=now).is_stale is is_stale
