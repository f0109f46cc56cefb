"""Limits of readers, networks and IPv6 sites, counted in one process."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from sharekit.collect.senders import counters, limit
from sharekit.collect.senders.counters import MemoryCounter
from tests.unit.collect.limit.sending import SITE, send

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
