"""Many workers at the same moment do each step once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from itertools import count
from typing import Any

import pytest
from django.db import connections, transaction

from sharekit.contrib.conversions.models import Conversion
from sharekit.contrib.conversions.public import reverse_conversion
from sharekit.contrib.promotions.models import Advocate, Promotion, Referral, Reward
from sharekit.contrib.promotions.public import Refusal, claim, join, leave
from sharekit.contrib.promotions.settle.approve import approve
from sharekit.contrib.promotions.settle.run import settle
from tests.unit.aggregate.together import run_together, wait_for_a_lock
from tests.unit.contrib.promotions.shop import Vouchers
from tests.unit.contrib.promotions.world import (
    TERMS,
    Clock,
    list_rewards,
    make_advocate,
    make_claim,
    make_order,
    make_promotion,
    make_user,
    read,
    refer,
)

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS = 32
# Once in `make test`, often in `make test-all`.
ROUNDS = pytest.mark.parametrize(
    "rounds", [1, pytest.param(20, marks=[pytest.mark.thorough, pytest.mark.slow])]
)


@ROUNDS
def test_the_webhook_of_an_order_in_all_workers_makes_one_referral_and_two_vouchers(
    vouchers: Vouchers, rounds: int
) -> None:
    for round_ in range(rounds):
        friend, number = f"friend-{round_}@mail.example", f"round-{round_}"
        make_claim(make_advocate(make_promotion(hold_days=0)), friend)
        # Another promotion, which the same order must not settle.
        other = make_claim(make_advocate(make_promotion(hold_days=0)), friend)

        run_together(*[partial(make_order, friend, number)] * WORKERS)
        settle()

        assert Conversion.objects.count() == round_ + 1
        assert Referral.objects.exclude(key_hash="").count() == round_ + 1
        assert read(other).state == Referral.State.CLAIMED
        assert vouchers.count() == 2 * (round_ + 1)
        assert set(vouchers.issued.values()) == {1}


@ROUNDS
def test_friends_who_qualify_in_the_same_second_all_get_theirs_and_the_advocate_three(
    vouchers: Vouchers, rounds: int
) -> None:
    for _ in range(rounds):
        promotion = make_promotion(hold_days=0, cap_per_advocate=3, cap_total=0)
        advocate = make_advocate(promotion)
        friends = [f"friend-{number}@mail.example" for number in range(WORKERS)]
        for friend in friends:
            make_claim(advocate, friend)
        # As if each had claimed on a day of its own.
        Referral.objects.update(flags="")

        run_together(*[partial(make_order, friend) for friend in friends])

        rewards = Reward.objects.filter(referral__promotion=promotion)
        assert rewards.filter(role="friend", state="issued").count() == WORKERS
        assert rewards.filter(role="advocate", state="issued").count() == 3
        assert rewards.filter(role="advocate", state="over_limit").count() == WORKERS - 3
        assert (read(advocate).rewarded, read(promotion).rewarded) == (3, WORKERS + 3)


@ROUNDS
def test_the_last_places_of_all_are_given_once(vouchers: Vouchers, rounds: int) -> None:
    for _ in range(rounds):
        promotion = make_promotion(hold_days=0, cap_total=WORKERS + 1)
        referrals = [refer_later(make_advocate(promotion)) for _ in range(WORKERS)]
        now = Clock().now()

        run_together(
            *[partial(approve, each.pk, advocate=each.advocate_id, now=now) for each in referrals]
        )
        settle()

        rewards = Reward.objects.filter(referral__promotion=promotion)
        assert rewards.filter(state="issued").count() == WORKERS + 1
        assert rewards.filter(state="over_limit").count() == WORKERS - 1
        assert read(promotion).rewarded == WORKERS + 1


def refer_later(advocate: Advocate) -> Referral:
    """Return a referral that is ready, and that nobody has settled yet."""
    Promotion.objects.filter(pk=advocate.promotion_id).update(hold_days=1)
    referral = refer(advocate)
    Referral.objects.filter(pk=referral.pk).update(hold_until="2000-01-01T00:00Z")
    return referral


@ROUNDS
def test_two_settling_workers_issue_each_reward_once(vouchers: Vouchers, rounds: int) -> None:
    for _ in range(rounds):
        for _each in range(8):
            refer_later(make_advocate(make_promotion()))

        run_together(*[settle] * 8)

        assert not Reward.objects.exclude(state="issued")
        assert set(vouchers.issued.values()) == {1}
        assert vouchers.count() == Reward.objects.count()


@ROUNDS
def test_an_order_that_is_taken_back_while_it_is_approved_leaves_no_reward(
    vouchers: Vouchers, rounds: int
) -> None:
    for _ in range(5 * rounds):
        referrals = [refer_later(make_advocate(make_promotion())) for _each in range(4)]
        reversals = [partial(reverse_conversion, "order", each.order) for each in referrals]

        run_together(*reversals, *[settle] * 4)
        settle()

        assert {read(each).state for each in referrals} == {"cancelled"}
        left = [each for each in referrals if set(list_rewards(each).values()) - {"withdrawn"}]
        assert left == []
        assert vouchers.count() == 0
    assert set(Promotion.objects.values_list("rewarded", flat=True)) == {0}
    assert set(Advocate.objects.values_list("rewarded", flat=True)) == {0}


class Leaving:
    """Friends who claim again and again while their advocate leaves."""

    def __init__(self, advocate: Advocate) -> None:
        self._advocate = advocate
        self._numbers = count()
        self.left = 0.0
        self.accepted: list[float] = []

    def claim(self) -> None:
        while not self.left or time.monotonic() < self.left + 0.1:
            begun = time.monotonic()
            friend = f"friend-{next(self._numbers)}@mail.example"
            if not isinstance(claim(self._advocate.code, email=friend), Refusal):
                self.accepted.append(begun)

    def leave(self) -> None:
        while len(self.accepted) < 3:
            time.sleep(0.01)
        assert leave(self._advocate.promotion, self._advocate.user)
        self.left = time.monotonic()


@ROUNDS
def test_no_claim_that_begins_after_an_advocate_has_left_is_accepted(rounds: int) -> None:
    for _ in range(rounds):
        advocate = make_advocate(make_promotion(cap_total=0))
        leaving = Leaving(advocate)

        run_together(leaving.leave, *[leaving.claim] * 7)

        claims = Referral.objects.filter(advocate=advocate).count()
        assert claims == len(leaving.accepted)
        assert max(leaving.accepted) < leaving.left


def test_a_customer_who_joins_in_all_workers_is_one_advocate() -> None:
    promotion, user = make_promotion(), make_user()

    run_together(*[partial(join, promotion, user, terms=TERMS)] * WORKERS)

    assert Advocate.objects.count() == 1


def test_a_friend_who_claims_by_two_codes_in_all_workers_has_one_referral() -> None:
    promotion = make_promotion(friend_reward_at="claim")
    codes = [make_advocate(promotion).code, make_advocate(promotion).code]

    run_together(*[partial(claim, code, email="friend@mail.example") for code in codes * 16])

    assert Referral.objects.count() == 1
    assert Reward.objects.count() == 1


@ROUNDS
@pytest.mark.parametrize("in_order", [False, True])
def test_of_two_who_claim_each_others_code_at_the_same_moment_one_is_refused(
    rounds: int, in_order: bool
) -> None:
    promotion = make_promotion()

    def order(code: Any, customer: Any) -> Referral | Refusal:
        with transaction.atomic() if in_order else nullcontext():
            # Another address of the account.
            answer = claim(code, email=f"{customer.pk}@mail.example", user=customer)
            time.sleep(0.01)
            return answer

    for _ in range(4 * rounds):
        one, other = make_advocate(promotion), make_advocate(promotion)

        run_together(partial(order, one.code, other.user), partial(order, other.code, one.user))

        assert Referral.objects.filter(advocate__in=[one, other]).count() == 1


@pytest.mark.usefixtures("skip_sqlite")
@pytest.mark.parametrize("first_leaves", [False, True])
def test_leaving_waits_for_a_claim_and_a_claim_for_leaving(first_leaves: bool) -> None:
    advocate = make_advocate(make_promotion())
    works: list[Callable[[], object]] = [
        partial(claim, advocate.code, email="friend@mail.example"),
        partial(leave, advocate.promotion, advocate.user),
    ]
    first, second = works[::-1] if first_leaves else works
    results = []

    def run_second() -> None:
        try:
            results.append(second())
        finally:
            connections.close_all()

    thread = threading.Thread(target=run_second)
    with transaction.atomic():
        first()
        thread.start()
        wait_for_a_lock()
        assert results == []
    thread.join()

    assert results == [Refusal("unknown") if first_leaves else True]
