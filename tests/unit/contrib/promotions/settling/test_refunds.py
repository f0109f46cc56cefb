"""A refund takes the rewards back, once, whatever their state is."""

from __future__ import annotations

import time

import pytest
from pytest_django import Settings

from sharekit.contrib.conversions.public import reverse_conversion
from sharekit.contrib.promotions.marketing.decisions import try_again
from sharekit.contrib.promotions.models import Referral, Reward
from sharekit.contrib.promotions.settle import run
from sharekit.contrib.promotions.settle.approve import approve
from sharekit.contrib.promotions.settle.functions import MOST_ATTEMPTS
from sharekit.contrib.promotions.settle.run import settle
from sharekit.contrib.promotions.settle.withdraw import withdraw
from tests.unit.contrib.promotions import shop
from tests.unit.contrib.promotions.shop import Vouchers
from tests.unit.contrib.promotions.world import (
    Clock,
    list_rewards,
    make_advocate,
    make_claim,
    make_promotion,
    read,
    refer,
    settle_after,
)

pytestmark = pytest.mark.usefixtures("commits")
WITHDRAWN = {"advocate": "withdrawn", "friend": "withdrawn"}
ISSUED = {"advocate": "issued", "friend": "issued"}


@pytest.fixture(params=["outside", "inside"])
def place(request: pytest.FixtureRequest) -> str:
    """Call the site's functions outside and inside of sharekit's transaction."""
    if request.param == "inside":
        request.getfixturevalue("is_atomic")
    return str(request.param)


def refund(referral: Referral) -> None:
    reverse_conversion("order", referral.order)


def test_a_refund_before_the_reward_cancels_the_referral(clock: Clock, vouchers: Vouchers) -> None:
    referral = refer(make_advocate(make_promotion(hold_days=30)))

    refund(referral)
    settle_after(clock, days=60)

    assert read(referral).state == Referral.State.CANCELLED
    assert list_rewards(referral) == {}
    assert not vouchers.issued


def test_a_slow_issue_does_not_keep_a_run_from_taking_back(
    clock: Clock, vouchers: Vouchers, monkeypatch: pytest.MonkeyPatch
) -> None:
    refunded = refer(make_advocate(make_promotion(hold_days=0)))
    for _ in range(3):
        refer(make_advocate(make_promotion(hold_days=30)))
    clock.move(days=30)
    refund(refunded)
    past = [0.0]
    vouchers.before = lambda reward: past.append(past[-1] + run.SECONDS / 2)
    monkeypatch.setattr(time, "monotonic", lambda: past[-1])

    settle()
    assert "withdrawn" in list_rewards(refunded).values()
    assert Reward.objects.filter(state="issued").exists()
    settle()
    assert list_rewards(refunded) == WITHDRAWN


def test_a_refund_after_the_reward_takes_both_back_once(
    clock: Clock, vouchers: Vouchers, place: str
) -> None:
    referral = refer(make_advocate(make_promotion(hold_days=0)))
    assert list_rewards(referral) == ISSUED

    refund(referral)
    refund(referral)
    settle()
    settle_after(clock, days=1)

    assert read(referral).state == Referral.State.CANCELLED
    assert list_rewards(referral) == WITHDRAWN
    assert sorted(vouchers.withdrawn.values()) == [1, 1]
    assert vouchers.count() == 0


def test_a_reward_that_was_never_tried_is_taken_back_without_a_call(
    settings: Settings, vouchers: Vouchers
) -> None:
    settings.SHAREKIT = {**settings.SHAREKIT, "PROMOTIONS": {"WITHDRAW": shop.WITHDRAW}}
    referral = refer(make_advocate(make_promotion(hold_days=0)))
    assert list_rewards(referral) == {"advocate": "due", "friend": "due"}

    refund(referral)
    settle()

    assert list_rewards(referral) == WITHDRAWN
    assert not vouchers.withdrawn


def test_a_call_that_failed_may_have_created_a_reward_so_it_is_taken_back_by_a_call(
    clock: Clock, vouchers: Vouchers
) -> None:
    vouchers.faults = [TimeoutError(), TimeoutError()]
    referral = refer(make_advocate(make_promotion(hold_days=0)))

    refund(referral)
    settle()

    assert list_rewards(referral) == WITHDRAWN
    assert sorted(vouchers.withdrawn.values()) == [1, 1]


@pytest.mark.usefixtures("is_atomic")
def test_a_call_that_failed_in_a_transaction_created_nothing(vouchers: Vouchers) -> None:
    vouchers.faults = [TimeoutError(), TimeoutError()]
    referral = refer(make_advocate(make_promotion(hold_days=0)))

    refund(referral)
    settle()

    assert list_rewards(referral) == WITHDRAWN
    assert not vouchers.withdrawn


def test_a_reward_that_was_used_stays_and_says_why(vouchers: Vouchers, place: str) -> None:
    referral = refer(make_advocate(make_promotion(hold_days=0)))
    reward = referral.rewards.get(role="friend")
    vouchers.used = {str(reward.key)}

    refund(referral)
    settle()
    settle()

    assert list_rewards(referral) == {"advocate": "withdrawn", "friend": "issued"}
    assert "perhaps because it was used" in read(reward).error
    vouchers.used = set()
    assert try_again(reward)
    settle()
    assert list_rewards(referral) == WITHDRAWN


@pytest.mark.usefixtures("place")
def test_a_withdrawal_that_fails_is_tried_again_with_pauses_and_then_left_to_a_person(
    clock: Clock, vouchers: Vouchers
) -> None:
    referral = refer(make_advocate(make_promotion(hold_days=0)))
    reward = referral.rewards.get(role="friend")
    Reward.objects.filter(role="advocate").delete()
    refund(referral)
    # Neither an error nor anything else than True and False is an answer.
    vouchers.faults = [None, 1, "yes", *[RuntimeError("someone@mail.example")] * 97]

    settle()
    settle()
    assert (read(reward).state, read(reward).attempts) == (Reward.State.WITHDRAWING, 1)
    assert "called again" in read(reward).error
    for _ in range(MOST_ATTEMPTS + 5):
        settle_after(clock, hours=12)

    assert read(reward).state == Reward.State.ISSUED
    assert f"It was called {MOST_ATTEMPTS} times" in read(reward).error
    assert "mail.example" not in read(reward).error
    assert len(vouchers.faults) == 100 - MOST_ATTEMPTS
    vouchers.faults = []
    assert try_again(reward)
    settle()
    assert read(reward).state == Reward.State.WITHDRAWN
    assert vouchers.count("friend") == 0


def test_without_withdraw_a_reward_stays_and_says_so(
    settings: Settings, vouchers: Vouchers
) -> None:
    settings.SHAREKIT = {**settings.SHAREKIT, "PROMOTIONS": {"ISSUE": shop.ISSUE}}
    referral = refer(make_advocate(make_promotion(hold_days=0)))

    refund(referral)
    settle()

    assert list_rewards(referral) == ISSUED
    assert {each.error for each in referral.rewards.all()} == {
        "WITHDRAW is not set, so it was not taken back."
    }


def test_a_refund_while_a_worker_issues_takes_the_reward_back_afterwards(
    clock: Clock, vouchers: Vouchers
) -> None:
    referral = refer(make_advocate(make_promotion(hold_days=1)))

    def refund_meanwhile(_reward: Reward) -> None:
        vouchers.before = lambda reward: None
        refund(referral)
        settle()

    vouchers.before = refund_meanwhile
    settle_after(clock, days=2)

    assert list_rewards(referral) == WITHDRAWN
    assert list(vouchers.issued.values()) == list(vouchers.withdrawn.values()) == [1]
    assert vouchers.count() == 0


def test_a_reward_that_appears_after_it_was_taken_back_is_taken_back_again(
    clock: Clock, vouchers: Vouchers
) -> None:
    promotion = make_promotion(hold_days=1)
    referral = refer(make_advocate(promotion))

    def pause_for_long(_reward: Reward) -> None:
        vouchers.before = lambda reward: None
        refund(referral)
        settle()
        settle_after(clock, minutes=11)
        assert list_rewards(referral)["friend"] == "withdrawn"

    vouchers.before = pause_for_long
    settle_after(clock, days=2)
    settle()

    assert list_rewards(referral) == WITHDRAWN
    assert vouchers.count() == 0
    assert read(promotion).rewarded == 0


def test_a_claim_that_was_rewarded_at_once_and_expires_loses_the_reward(
    clock: Clock, vouchers: Vouchers
) -> None:
    referral = make_claim(make_advocate(make_promotion(friend_reward_at="claim")))
    assert list_rewards(referral) == {"friend": "issued"}

    settle_after(clock, days=91)

    assert read(referral).state == Referral.State.EXPIRED
    assert vouchers.count() == 0


@pytest.mark.parametrize(("answer", "state"), [(False, "issued"), (True, "withdrawn")])
def test_a_worker_that_takes_too_long_to_take_back_is_followed_by_another(
    clock: Clock, vouchers: Vouchers, answer: bool, state: str
) -> None:
    referral = refer(make_advocate(make_promotion(hold_days=0)))
    reward = referral.rewards.get(role="friend")
    Reward.objects.filter(role="advocate").update(state=Reward.State.OVER_LIMIT)
    refund(referral)

    def take_long(_reward: Reward) -> None:
        vouchers.before = lambda reward: None
        # Not yet: the worker has ten minutes.
        settle()
        assert read(reward).attempts == 1
        # The other one may get another answer.
        vouchers.faults = [answer]
        settle_after(clock, minutes=11)
        assert read(reward).state == state

    vouchers.before = take_long
    settle()

    assert (read(reward).state, read(reward).error) == (Reward.State.WITHDRAWN, "")
    withdraw(reward.pk, advocate=referral.advocate_id, now=clock.now())
    assert list(vouchers.withdrawn.values()) == [1]


def test_an_order_that_was_taken_back_is_not_approved_even_before_it_is_cancelled(
    clock: Clock,
) -> None:
    referral = refer(make_advocate(make_promotion()))
    refund(referral)
    clock.move(days=31)

    assert not approve(referral.pk, advocate=referral.advocate_id, now=clock.now())
    assert read(referral).state == Referral.State.PENDING
