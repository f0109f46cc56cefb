"""Every report begins with the time that everything is counted up to, or with what is wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from datetime import timezone as fixed_zone

import pytest
from django.utils import timezone, translation
from pytest_django import Settings

from sharekit import aggregate, reports
from sharekit.models import BufferedEvent, RejectedEvent
from tests.traffic import post, share

MINUTE = timedelta(minutes=1)
# A clock on which it is noon now: some minutes ago is today whenever the tests run.
NOON = fixed_zone(timedelta(hours=12 - datetime.now(UTC).hour))


def make_old(age: timedelta) -> datetime:
    """Let what waits be that old, and return its time."""
    stored = timezone.now() - age
    BufferedEvent.objects.update(at=stored)
    return stored


def write(status: reports.Status) -> str:
    with timezone.override(NOON):
        return status.sentence


def test_when_nothing_waits_all_is_counted_up_to_now(db: None) -> None:
    before = timezone.now()

    status = reports.find_status()

    assert status.is_healthy
    assert before <= status.counted_up_to <= timezone.now()
    assert write(status) == f"Counted up to {status.counted_up_to.astimezone(NOON):%H:%M}."


@pytest.mark.django_db(transaction=True)
def test_what_waits_for_seconds_is_no_trouble_but_is_not_counted() -> None:
    post(share())
    stored = make_old(MINUTE / 2)

    status = reports.find_status()

    assert status.is_healthy
    assert (status.counted_up_to, status.waiting) == (stored, 1)


@pytest.mark.django_db(transaction=True)
def test_what_nobody_counts_for_a_minute_is_told_with_what_to_run() -> None:
    post(share(), share())
    stored = make_old(2 * MINUTE)

    status = reports.find_status()

    assert not status.is_healthy
    assert write(status) == (
        f"2 events wait; nothing has been counted since {stored.astimezone(NOON):%H:%M}: "
        "start the Celery worker with beat, or run manage.py sharekit_aggregate."
    )


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_late_is_told_from_one_that_is_dead() -> None:
    aggregate.drain()
    post(share())
    stored = make_old(2 * MINUTE)

    status = reports.find_status()

    assert status.is_healthy
    assert write(status) == (
        f"Counted up to {stored.astimezone(NOON):%H:%M}; 1 event waits and is being counted."
    )


@pytest.mark.django_db(transaction=True)
def test_counting_makes_the_status_healthy_again() -> None:
    post(share())
    make_old(timedelta(days=3))
    assert not reports.find_status().is_healthy

    aggregate.drain()

    assert reports.find_status().is_healthy


@pytest.mark.parametrize(("age", "pattern"), [(1, "%A"), (6, "%A"), (7, "%b"), (40, "%b")])
def test_a_week_is_told_by_its_days_and_older_times_by_their_date(age: int, pattern: str) -> None:
    since = datetime.now(UTC) - timedelta(days=age)
    status = reports.Status(since, waiting=1204, rejected=0, is_late=True, is_stale=True)

    with timezone.override(UTC):
        sentence = status.sentence

    # Months are abbreviated by rules of their own; three letters they share.
    word = f"{since:{pattern}}"[:3]
    assert sentence.startswith(f"1,204 events wait; nothing has been counted since {word}")
    assert (f"{since.day}, {since.year}" in sentence) == (age > 6)


def test_numbers_and_days_are_written_in_the_readers_language() -> None:
    since = datetime.now(UTC) - timedelta(days=1)
    status = reports.Status(since, waiting=1204, rejected=0, is_late=True, is_stale=True)

    with translation.override("de"), timezone.override(UTC):
        sentence = status.sentence

    assert "1.204" in sentence
    assert f"{since:%A}" not in sentence


def test_rejected_events_make_the_status_unhealthy(db: None) -> None:
    RejectedEvent.objects.create(payload=b"[]", error="too long")

    status = reports.find_status()

    assert not status.is_healthy
    assert status.sentence.endswith(
        "1 event could not be counted and was set aside: see the admin's rejected events."
    )


@pytest.mark.django_db(transaction=True)
def test_times_without_a_zone_are_the_sites(settings: Settings) -> None:
    settings.USE_TZ = False
    post(share())
    stored = make_old(2 * MINUTE)

    status = reports.find_status()

    assert status.is_stale
    assert status.counted_up_to.replace(tzinfo=None) == stored
    assert status.counted_up_to.utcoffset() is not None
