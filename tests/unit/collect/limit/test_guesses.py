"""Guesses at secrets: only wrong ones count, and after too many of them every one is refused."""

from __future__ import annotations

import pytest

from sharekit.collect.senders import counters, limit
from tests.unit.collect.limit.sending import PUBLIC, SITE, guess
from tests.unit.collect.limit.test_limit import Clock

RATE = "3/hour"


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Let no hour end while a test counts."""
    clock = Clock()
    for module in (limit, counters):
        monkeypatch.setattr(module, "time", clock)
    return clock


def test_only_wrong_guesses_count() -> None:
    right = [guess(RATE, is_right=True) for _ in range(10)]
    wrong = [guess(RATE) for _ in range(4)]

    assert not any(right)
    assert [bool(each) for each in wrong] == [False, False, False, True]


def test_after_too_many_a_right_guess_is_refused_too_until_the_window_ends(noon: Clock) -> None:
    for _ in range(3):
        guess(RATE)

    status, seconds = guess(RATE, is_right=True).split()

    assert status == "429"
    assert 0 < int(seconds) <= 3600
    noon.now += int(seconds)
    assert guess(RATE, is_right=True) == ""


def test_a_network_takes_nothing_from_others_but_its_48() -> None:
    """An IPv6 /64 is one network, and a /48 has ten times its limit."""
    addresses = [f"{SITE}:{number:x}::{number:x}" for number in range(11)]
    for address in addresses:
        for _ in range(3):
            guess(RATE, address=address)

    assert guess(RATE, address=f"{SITE}:0::ffff").startswith("429")
    assert guess(RATE, address=f"{SITE}:ff::1").startswith("429")
    assert guess(RATE, address=PUBLIC) == ""


def test_guesses_take_nothing_from_events_of_the_same_rate() -> None:
    for _ in range(4):
        guess(RATE)

    limit.check_rows(headers={}, address=PUBLIC, rows=1)
    limit.check(headers={}, address=PUBLIC)


@pytest.mark.parametrize(("rate", "address"), [("", PUBLIC), (RATE, "10.0.0.7"), (RATE, "")])
def test_without_a_rate_or_a_public_address_nothing_is_limited(rate: str, address: str) -> None:
    assert not any(guess(rate, address=address) for _ in range(10))
