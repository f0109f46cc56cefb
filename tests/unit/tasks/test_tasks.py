"""The doorbells, with a real broker where one rings another."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import redis
from celery import Celery, current_app
from pytest_django import Settings

from sharekit import buffers, tasks
from sharekit.buffers.database import DatabaseBuffer
from sharekit.schedule import TASKS
from tests.support.traffic import stamped
from tests.unit.aggregate.test_counts import read_rollups

pytestmark = pytest.mark.django_db(transaction=True)

ONE_READING = {("/swifts/", "", "views"): 1}


@pytest.fixture
def broker(redis_url: str) -> Iterator[Any]:
    """Make the tests' Redis the broker of the tasks, and give a client to look into it."""
    before = current_app._get_current_object()  # type: ignore[attr-defined]
    app = Celery("tests", broker=redis_url)
    app.set_current()
    with redis.Redis.from_url(redis_url, decode_responses=True) as client:
        client.delete("celery")
        yield client
        client.delete("celery")
    app.close()
    before.set_current()


@pytest.fixture
def streams(redis_url: str, settings: Settings) -> Iterator[None]:
    backend = "sharekit.buffers.redis_stream.RedisStreamBuffer"
    options = {"URL": redis_url, "PREFIX": f"test-{secrets.token_hex(4)}", "SHARDS": 2}
    settings.SHAREKIT = {"BUFFER": {"BACKEND": backend, "OPTIONS": options}}
    yield
    buffers.get().close()


def test_a_doorbell_may_ring_twice() -> None:
    DatabaseBuffer().append([stamped()])
    tasks.drain()
    tasks.drain()
    tasks.fold()
    tasks.prune()

    assert read_rollups() == ONE_READING


def test_a_shard_can_be_counted_by_itself() -> None:
    DatabaseBuffer().append([stamped()])
    buffers.get().shards()
    tasks.drain_shard("no such shard")
    assert read_rollups() == {}
    tasks.drain_shard("database")

    assert read_rollups() == ONE_READING


def test_the_drain_rings_for_every_other_shard_with_doorbells_that_expire(
    broker: Any, streams: None
) -> None:
    tasks.drain()

    messages = [json.loads(each) for each in broker.lrange("celery", 0, -1)]
    assert {each["headers"]["argsrepr"] for each in messages} == {"('redis:1',)", "('database',)"}
    assert all(each["headers"]["task"] == tasks.drain_shard.name for each in messages)
    assert all(each["headers"]["expires"] for each in messages)


def test_a_doorbell_expires_before_the_next_one_whatever_scheduler_rings_it(broker: Any) -> None:
    """django-celery-beat sends a task without the options of the schedule."""
    rung = datetime.now(UTC)
    for task in TASKS:
        current_app.tasks[task.celery].apply_async()
    tasks.drain_shard.delay("database")

    sent = [json.loads(each)["headers"] for each in broker.lrange("celery", 0, -1)]
    done = datetime.now(UTC)
    expire = {each["task"]: datetime.fromisoformat(each["expires"]) for each in sent}
    intervals = {task.celery: timedelta(seconds=task.seconds) for task in TASKS}
    intervals[tasks.drain_shard.name] = intervals[tasks.drain.name]
    assert expire.keys() == intervals.keys()
    assert all(rung <= expire[name] - intervals[name] <= done for name in expire)


def test_a_worker_says_at_its_start_what_endangers_events(
    streams: None, caplog: pytest.LogCaptureFixture
) -> None:
    tasks.advise()

    assert "Change it to: appendonly yes" in caplog.text


def test_a_task_keeps_no_result_and_cannot_run_for_ever() -> None:
    for task in (tasks.drain, tasks.drain_shard, tasks.fold, tasks.prune):
        assert task.ignore_result
        assert task.time_limit
        # It would be raised inside a batch, where an event that fails is set aside.
        assert task.soft_time_limit is None
