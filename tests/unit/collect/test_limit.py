"""Who sends too often is asked to wait; a counter that is away keeps nobody out."""

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

from sharekit.collect.senders import counters, limit
from sharekit.collect.senders.counters import MemoryCounter, SharedCounter
from sharekit.exceptions import Refused
from tests.support import servers

PUBLIC = "93.184.215.14"
SITE = "2606:2800:21f"


@pytest.fixture(autouse=True)
def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    limit._get_counter.cache_clear()
    monkeypatch.setattr(limit, "_avoided_until", 0.0)
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
def redis(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Redis]:
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


def send(agent: str = "a", address: str = PUBLIC, cost: int = 1, forwarded: str = "") -> str:
    """Return how a request is answered: "" when it is let through, else when to come back."""
    headers = {"user-agent": agent} | ({"x-forwarded-for": forwarded} if forwarded else {})
    try:
        limit.check(headers=headers, address=address, cost=cost)
    except Refused as refused:
        return f"{refused.status} {refused.retry_after}"
    return ""


def test_a_reader_then_the_network_is_asked_to_wait(redis: Redis) -> None:
    reader = [send() for _ in range(4)]
    network = [send(agent) for agent in "bcd"]

    assert reader[:3] == ["", "", ""]
    status, seconds = reader[3].split()
    assert status == "429"
    assert 0 < int(seconds) <= 3600
    assert [bool(each) for each in network] == [False, False, True]
    assert send(address="93.184.215.15") == ""


def test_all_processes_count_together(redis: Redis) -> None:
    for _ in range(3):
        assert send() == ""
        limit._get_counter.cache_clear()  # as another process, which shares nothing else

    assert send().startswith("429")


def test_no_address_and_no_agent_is_kept(redis: Redis) -> None:
    send("Firefox/153.0", address="93.184.215.77")

    kept = str(client.Redis.from_url(redis.url).keys("*"))
    assert kept.count("LIMITS") == 2
    assert "93.184.215.77" not in kept
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


NO_LIMITS = {"RATE_LIMIT_NETWORK": "", "RATE_LIMIT_READER": ""}
MINUTE = {"RATE_LIMIT_NETWORK": "1200/minute", "RATE_LIMIT_READER": "120/minute"}


@pytest.fixture
def noon(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Let no minute end while a test counts."""
    clock = Clock()
    for module in (limit, counters):
        monkeypatch.setattr(module, "time", clock)
    return clock


class Clock:
    """Replaces the module `time`."""

    now = 1_790_000_000.0

    def time(self) -> float:
        return self.now

    def monotonic(self) -> float:
        return self.now


def test_by_default_a_reader_a_network_and_a_48_have_their_limits(noon: Clock) -> None:
    """120 events a minute, 1,200 and 12,000."""
    reader = [send(cost=40) for _ in range(4)]
    assert [bool(each) for each in reader] == [False, False, False, True]
    network = [send(str(agent), cost=120) for agent in range(10)]
    assert [bool(each) for each in network] == [False] * 9 + [True]

    address = f"{SITE}:0:1::7"
    network = [send(str(agent), address=address, cost=120) for agent in range(11)]
    assert [bool(each) for each in network] == [False] * 10 + [True]
    # The refused request counts nowhere else, and the same customer has 65,535 other networks.
    others = [
        send(str(agent), address=f"{SITE}:{number:x}::1", cost=120)
        for number in range(1, 10)
        for agent in range(10)
    ]
    assert not any(others)
    assert send(address=f"{SITE}:ff::1").startswith("429")
    assert send(address="2606:2800:220::1") == ""

    noon.now += 60
    assert send() == send(address=f"{SITE}:ff::1") == ""


def test_who_costs_more_than_the_whole_limit_gets_all_of_it(noon: Clock) -> None:
    assert send(cost=256) == ""
    assert send().startswith("429")


def test_a_reader_over_the_limit_takes_nothing_from_the_others_of_the_network(
    settings: Settings, noon: Clock
) -> None:
    settings.SHAREKIT = {"RATE_LIMIT_NETWORK": "4/minute", "RATE_LIMIT_READER": "2/minute"}

    assert [bool(send()) for _ in range(50)] == [False, False] + [True] * 48
    assert [send("b"), send("c")] == ["", ""]
    assert send("d").startswith("429")


@pytest.mark.parametrize(
    "address",
    """
    - nonsense 127.0.0.1 127.8.9.1 ::1 ::ffff:127.0.0.1 0.0.0.0 10.0.0.1 172.16.0.1 172.31.255.1
    192.168.1.1 169.254.1.1 100.64.0.1 100.127.255.1 192.0.2.1 fd00::1 fc12:3::1 fe80::1 febf::1
    2001:db8::1 ::ffff:10.0.0.1
    """.split(),  # noqa: SIM905
)
def test_senders_without_a_public_address_are_not_limited(
    settings: Settings, noon: Clock, address: str
) -> None:
    settings.SHAREKIT = {"RATE_LIMIT_NETWORK": "1/minute", "RATE_LIMIT_READER": "1/minute"}

    assert [send(address=address.strip("-")) for _ in range(3)] == ["", "", ""]


@pytest.mark.parametrize(
    "address",
    """
    1.1.1.1 11.0.0.1 100.63.0.1 100.128.0.1 172.15.0.1 172.32.0.1 192.0.3.1 192.169.0.1 128.0.0.1
    ::ffff:93.184.215.14 2606:2800:21f::1 fec0::1 2001:db9::1 1::1
    """.split(),  # noqa: SIM905
)
def test_all_others_are(settings: Settings, noon: Clock, address: str) -> None:
    settings.SHAREKIT = {"RATE_LIMIT_NETWORK": "1/minute", "RATE_LIMIT_READER": "1/minute"}

    assert send(address=address) == ""
    assert send(address=address).startswith("429")


def test_one_process_counts_so_many_senders_and_lets_the_rest_through(
    monkeypatch: pytest.MonkeyPatch, noon: Clock
) -> None:
    monkeypatch.setattr(counters, "MOST", 2)
    counter, rate = MemoryCounter(), limit._parse_rate("1/minute")

    waits = [counter.add([(rate, sender)], cost=1) for sender in "ababcc"]
    assert [wait > 0 for wait in waits] == [False, False, True, True, False, False]
    assert max(waits) <= 60
    assert counter.add([(limit._parse_rate("1/hour"), "a")], cost=1) == 0


def test_a_rate_of_nothing_lets_nothing_through(settings: Settings, noon: Clock) -> None:
    settings.SHAREKIT = {"RATE_LIMIT_READER": "0/minute"}

    assert send().startswith("429")


def test_a_limit_for_readers_only_is_enough(settings: Settings, noon: Clock) -> None:
    settings.SHAREKIT = {"RATE_LIMIT_NETWORK": "", "RATE_LIMIT_READER": "1/minute"}

    assert [bool(send(agent)) for agent in "aabbc"] == [False, True, False, True, False]


@pytest.mark.django_db
def test_an_undeclared_proxy_has_no_limit_of_readers(settings: Settings, noon: Clock) -> None:
    settings.SHAREKIT = {"RATE_LIMIT_NETWORK": "", "RATE_LIMIT_READER": "1/minute"}

    assert [send(forwarded="6.6.6.6") for _ in range(3)] == ["", "", ""]


@pytest.mark.django_db
def test_what_an_undeclared_proxy_sends_takes_nothing_from_others(
    settings: Settings, noon: Clock
) -> None:
    settings.SHAREKIT = {"RATE_LIMIT_NETWORK": "1/minute", "RATE_LIMIT_READER": ""}

    sent = [send(address=f"{SITE}:aaaa::1", forwarded="6.6.6.6") for _ in range(11)]

    assert [bool(each) for each in sent] == [False] * 10 + [True]
    assert send(address=f"{SITE}:bbbb::1") == ""


def test_a_network_over_its_limit_fills_no_table_with_readers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(counters, "MOST", 50)
    counter = MemoryCounter()
    by_reader, by_network = limit._parse_rate("5/minute"), limit._parse_rate("20/minute")

    for agent in range(100):
        counter.add([(by_reader, f"agent {agent}"), (by_network, "one network")], cost=1)
    another = [(by_reader, "another"), (by_network, "another network")]

    assert [counter.add(another, cost=1) > 0 for _ in range(7)] == [False] * 5 + [True] * 2
