"""Processes that settle are killed with -9 again and again; every reward is issued in the end."""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.db import connections
from django.utils import timezone

from sharekit.contrib.promotions.models import Referral, Reward
from sharekit.contrib.promotions.settle.run import settle
from tests.unit.contrib.promotions.shop import Vouchers
from tests.unit.contrib.promotions.world import make_advocate, make_promotion, read, refer

pytestmark = pytest.mark.django_db(transaction=True)
KILLS = pytest.mark.parametrize(
    ("kills", "referrals"),
    [(6, 12), pytest.param(60, 100, marks=[pytest.mark.thorough, pytest.mark.slow])],
)


def settle_and_die(within: float) -> bool:
    """Settle in a process of its own, and return whether it was killed before its end."""
    connections.close_all()
    child = os.fork()
    if not child:
        try:
            settle()
        finally:
            # No `finally` of pytest runs in this process.
            os._exit(0)
    time.sleep(within)
    os.kill(child, signal.SIGKILL)
    _pid, status = os.waitpid(child, 0)
    # As if ten minutes had passed.
    Reward.objects.filter(state="issuing").update(next_at=timezone.now())
    return os.WIFSIGNALED(status)


def settle_under_kills(kills: int, referrals: int) -> int:
    """Return how many processes died."""
    advocates = [make_advocate(make_promotion()) for _ in range(-(-referrals // 5))]
    for number in range(referrals):
        refer(advocates[number // 5])
    Referral.objects.update(hold_until="2000-01-01T00:00Z")
    chance, died = random.Random(7), 0
    for _ in range(kills):
        died += settle_and_die(within=chance.uniform(0.01, 0.15))
    settle()
    assert died > 0
    assert set(Reward.objects.values_list("state", flat=True)) == {"issued"}
    assert Reward.objects.count() == 2 * referrals
    assert sum(read(each.promotion).rewarded for each in advocates) == 2 * referrals
    return died


@KILLS
def test_a_reward_is_issued_at_least_once_with_one_key(
    vouchers: Vouchers, tmp_path: Path, kills: int, referrals: int
) -> None:
    calls = tmp_path / "calls"

    def write(reward: Reward) -> None:
        with calls.open("a") as file:
            file.write(f"{reward.key}\n")
        time.sleep(0.01)

    vouchers.before = write

    died = settle_under_kills(kills, referrals)

    issued = Counter(calls.read_text().split())
    assert issued.keys() == {str(key) for key in Reward.objects.values_list("key", flat=True)}
    # A process that dies repeats at most the call in which it died.
    assert issued.total() <= len(issued) + died


@KILLS
@pytest.mark.usefixtures("is_atomic")
def test_a_reward_in_the_same_database_is_issued_exactly_once(
    vouchers: Vouchers, kills: int, referrals: int
) -> None:
    def write(reward: Reward) -> None:
        # The name is unique: a second one would fail.
        Group.objects.create(name=str(reward.key))
        time.sleep(0.01)

    vouchers.before = write

    settle_under_kills(kills, referrals)

    keys = {str(key) for key in Reward.objects.values_list("key", flat=True)}
    assert set(Group.objects.values_list("name", flat=True)) == keys
    assert set(Reward.objects.values_list("attempts", flat=True)) == {1}
