"""Who sends too often is asked to wait; a counter that is away keeps nobody out."""

from __future__ import annotations

import logging
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis as client
from pytest_django import Settings

from sharekit.collect import limit
from sharekit.exceptions import Refused
from tests import servers


@pytest.fixture(autouse=True)
def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    limit._limiter.cache_clear()
    monkeypatch.setattr(limit, "_avoided_until", 0.0)
    monkeypatch.setattr(limit, "_silent_until", 0.0)
    # Longer than a busy machine takes to answer at all.
    monkeypatch.setattr(limit, "PATIENCE", 1.0)


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
def redis(tmp_path: Path, settings: Settings) -> Iterator[Redis]:
    server = Redis(tmp_path)
    settings.SHAREKIT = {
        "RATE_LIMIT_NETWORK": "5/hour",
        "RATE_LIMIT_READER": "3/hour",
        "RATE_LIMIT_STORE": server.url,
    }
    yield server
    servers.kill(server.process)


def send(agent: str = "a", address: str = "192.0.2.1") -> str:
    """Return how a request is answered: "" when it is let through, else when to come back."""
    try:
        limit.check(headers={"user-agent": agent}, address=address)
    except Refused as refused:
        return f"{refused.status} {refused.retry_after}"
    return ""


def test_a_reader_then_the_network_is_asked_to_wait(redis: Redis) -> None:
    reader = [send() for _ in range(4)]
    network = [send(agent) for agent in "bc"]

    assert reader[:3] == ["", "", ""]
    status, seconds = reader[3].split()
    assert status == "429"
    assert 0 < int(seconds) <= 3600
    assert [bool(each) for each in network] == [False, True]
    assert send(address="192.0.2.2") == ""


def test_all_processes_count_together(redis: Redis) -> None:
    for _ in range(3):
        assert send() == ""
        limit._limiter.cache_clear()  # as another process, which shares nothing else

    assert send().startswith("429")


def test_no_address_and_no_agent_is_kept(redis: Redis) -> None:
    send("Firefox/153.0", address="192.0.2.77")

    kept = str(client.Redis.from_url(redis.url).keys("*"))
    assert kept.count("LIMITS") == 2
    assert "192.0.2.77" not in kept
    assert "Firefox" not in kept


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


def test_a_counter_that_does_not_exist_keeps_nobody_out(settings: Settings) -> None:
    settings.SHAREKIT = {"RATE_LIMIT_READER": "1/hour", "RATE_LIMIT_STORE": "abacus://"}

    assert [send(), send()] == ["", ""]


def test_without_limits_nothing_is_looked_at(settings: Settings) -> None:
    settings.SHAREKIT = {"RATE_LIMIT_STORE": "abacus://"}

    assert send() == ""
    assert limit._limiter.cache_info().misses == 0
