"""Limits that all processes count together in a Redis, which may be away."""

from __future__ import annotations

import logging
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import redis as client
from pytest_django import Settings

from sharekit.collect import reader
from sharekit.collect.senders import limit
from sharekit.collect.senders.counters import SharedCounter
from sharekit.models import DailySalt
from tests.support import caches, servers
from tests.unit.collect.limit.sending import NO_LIMITS, guess, send


class Redis:
    """A Redis that counts, to be stopped at will."""

    def __init__(self, folder: Path) -> None:
        self.port = servers.find_port()
        self.folder = folder
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.start()

    def start(self) -> None:
        program = servers.find_redis() or servers.miss("Redis")
        command = [program, "--bind", "127.0.0.1", "--port", str(self.port), "--save", ""]
        self.process = servers.start_listening(command, port=self.port, folder=self.folder)


@pytest.fixture
def redis(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, db: None
) -> Iterator[Redis]:
    used: list[SharedCounter] = []

    class Counter(SharedCounter):
        """Remembers its connection, which must be closed."""

        def __init__(self, store: str, *, patience: float) -> None:
            super().__init__(store, patience=patience)
            used.append(self)

    monkeypatch.setattr(limit, "SharedCounter", Counter)
    server = Redis(tmp_path)
    settings.SHAREKIT = {
        "RATE_LIMIT_NETWORK": "5/hour",
        "RATE_LIMIT_READER": "3/hour",
        "RATE_LIMIT_STORE": server.url,
    }
    yield server
    servers.kill(server.process)
    for counter in used:
        storage: Any = counter._limiter.storage
        storage.storage.close()


def test_a_reader_then_the_network_is_asked_to_wait(redis: Redis) -> None:
    by_reader = [send() for _ in range(4)]
    network = [send(agent) for agent in "bcd"]

    assert by_reader[:3] == ["", "", ""]
    status, seconds = by_reader[3].split()
    assert status == "429"
    assert 0 < int(seconds) <= 3600
    assert [bool(each) for each in network] == [False, False, True]
    assert send(address="93.184.215.15") == ""


def test_all_processes_count_together(redis: Redis) -> None:
    for _ in range(3):
        assert send() == ""
        caches.empty()  # as another process, which shares nothing else

    assert send().startswith("429")


def test_all_processes_count_wrong_guesses_together(redis: Redis) -> None:
    for _ in range(3):
        assert guess("3/hour") == ""
        caches.empty()

    assert guess("3/hour", is_right=True).startswith("429")


def test_no_address_and_no_agent_is_kept(redis: Redis) -> None:
    send("Firefox/153.0", address="93.184.215.77")

    kept = str(client.Redis.from_url(redis.url).keys("*"))
    assert kept.count("LIMITS") == 2
    assert "93.184.215.77" not in kept
    assert "Firefox" not in kept


def test_a_sender_s_name_dies_with_the_salt_of_its_day(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = client.Redis.from_url(redis.url)
    send()
    today = set(server.keys("*"))

    DailySalt.objects.all().delete()
    monkeypatch.setattr(reader, "_salts", {})
    send()

    assert len(today) == 2
    assert len(set(server.keys("*")) - today) == 2


def test_while_the_counter_is_away_everybody_is_let_through(
    redis: Redis, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    send()
    servers.kill(redis.process)
    with caplog.at_level(logging.ERROR, "sharekit"):
        for _ in range(2):
            assert [send() for _ in range(10)] == [""] * 10
            monkeypatch.setattr(limit, "_avoided_until", 0.0)
    assert len(caplog.records) == 1

    redis.start()
    assert [bool(send()) for _ in range(4)] == [False, False, False, True]


def test_a_counter_that_is_silent_delays_one_request_and_is_then_avoided(redis: Redis) -> None:
    send()
    os.kill(redis.process.pid, signal.SIGSTOP)
    started = time.monotonic()

    assert [send() for _ in range(100)] == [""] * 100
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    "store",
    [
        "abacus://",
        "redis://:pa/ss@localhost:6379/1",
        "redis://[::1",
        "async+memory://",
        "redis:///x",
    ],
)
def test_a_counter_that_does_not_exist_keeps_nobody_out(settings: Settings, store: str) -> None:
    settings.SHAREKIT = {"RATE_LIMIT_READER": "1/hour", "RATE_LIMIT_STORE": store}

    assert limit.get_fault()
    assert [send(), send()] == ["", ""]


def test_what_counts_has_no_fault(settings: Settings, redis: Redis) -> None:
    assert [limit.get_fault() for _ in range(3)] == [""] * 3
    settings.SHAREKIT = NO_LIMITS | {"RATE_LIMIT_STORE": "abacus://"}
    assert limit.get_fault() == ""


def test_without_limits_nothing_is_looked_at(settings: Settings) -> None:
    settings.SHAREKIT = NO_LIMITS | {"RATE_LIMIT_STORE": "abacus://"}

    assert send() == ""
    assert limit._get_counter.cache_info().misses == 0
