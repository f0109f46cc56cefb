"""A person's decision happens once, and says whether it did."""

from __future__ import annotations

import pytest

from sharekit.contrib.conversions.public import reverse_conversion
from sharekit.contrib.promotions.admin.results import get_results
from sharekit.contrib.promotions.marketing.advocates import block, unblock
from sharekit.contrib.promotions.marketing.decisions import (
    approve,
    list_undecided,
    refuse,
    try_again,
)
from sharekit.contrib.promotions.models import Advocate, Referral
from sharekit.contrib.promotions.settle.run import settle
from tests.unit.contrib.promotions.shop import Vouchers
from tests.unit.contrib.promotions.world import (
    Clock,
    list_rewards,
    make_advocate,
    make_claim,
    make_promotion,
    make_user,
    read,
    refer,
    settle_after,
)

pytestmark = pytest.mark.usefixtures("commits")
State = Referral.State


def flag(advocate: Advocate) -> Referral:
    """Return a referral that waits for a person."""
    referral = refer(advocate)
    Referral.objects.filter(pk=referral.pk).update(flags="same")
    referral.refresh_from_db()
    return referral


def test_an_approved_referral_is_rewarded_at_once_if_its_time_of_waiting_is_over(
    clock: Clock, vouchers: Vouchers
) -> None:
    staff, referral = make_user(), flag(make_advocate(make_promotion()))
    settle_after(clock, days=365)
    assert list(list_undecided()) == [referral]

    outcome = approve(referral, by=staff)
    again = approve(referral, by=staff)
    settle()

    assert (outcome.happened, again.happened) == (True, False)
    assert again.sentence == "This referral is approved already."
    assert (referral.state, referral.decided_by) == (State.APPROVED, staff)
    assert (referral.flags, referral.reason) == ("", "same")
    assert vouchers.count() == 2


def test_all_that_waits_for_a_person_is_to_decide_on_the_promotions_page() -> None:
    promotion = make_promotion()
    flag(make_advocate(promotion))
    refer(blocked := make_advocate(promotion))
    block(blocked, reason="coupons")
    refer(make_advocate(make_promotion()))

    assert get_results(promotion).to_decide == list_undecided().count() == 2


def test_an_approved_referral_still_waits_for_refunds(clock: Clock, vouchers: Vouchers) -> None:
    referral = flag(make_advocate(make_promotion(hold_days=30)))

    outcome = approve(referral, by=make_user())
    assert outcome
    assert "when the time of waiting is over, on " in outcome.sentence
    assert not approve(referral, by=make_user())
    assert not list_undecided()
    settle()
    assert vouchers.count() == 0

    settle_after(clock, days=30)
    assert vouchers.count() == 2


def test_a_referral_whose_order_was_taken_back_cannot_be_approved(clock: Clock) -> None:
    referral = flag(make_advocate(make_promotion()))
    reverse_conversion("order", referral.order)

    outcome = approve(referral, by=make_user())

    assert not outcome
    assert "taken back" in outcome.sentence
    settle()
    assert read(referral).state == State.CANCELLED


def test_a_referral_that_nobody_has_to_decide_is_left_to_the_clock() -> None:
    referral = refer(make_advocate(make_promotion()))

    assert not approve(referral, by=make_user())
    assert read(referral).state == State.PENDING


def test_a_refused_referral_earns_nothing(clock: Clock, vouchers: Vouchers) -> None:
    staff, referral = make_user(), flag(make_advocate(make_promotion()))

    assert refuse(referral, by=staff, reason="x" * 300)
    again = refuse(referral, by=staff)
    settle_after(clock, days=60)

    assert (again.happened, again.sentence) == (False, "This referral is refused already.")
    assert (referral.state, referral.decided_by) == (State.REFUSED, staff)
    assert referral.reason == "x" * 200
    assert not approve(referral, by=staff)
    assert vouchers.count() == 0


def test_a_refused_claim_that_was_rewarded_at_once_loses_the_reward(vouchers: Vouchers) -> None:
    referral = make_claim(make_advocate(make_promotion(friend_reward_at="claim")))
    assert vouchers.count() == 1

    assert refuse(referral, by=make_user())
    settle()

    assert list_rewards(referral) == {"friend": "withdrawn"}
    assert vouchers.count() == 0


def test_an_approved_referral_cannot_be_refused() -> None:
    referral = refer(make_advocate(make_promotion(hold_days=0)))

    assert not refuse(referral, by=make_user())
    assert list_rewards(referral) == {"advocate": "issued", "friend": "issued"}


def test_an_advocate_is_blocked_and_unblocked_once() -> None:
    advocate = make_advocate(make_promotion())

    assert not unblock(advocate)
    assert block(advocate, reason="coupons")
    assert advocate.reason == "coupons"
    assert not block(advocate, reason="again")
    assert read(advocate).reason == "coupons"
    assert unblock(advocate)
    assert (advocate.blocked_at, advocate.reason) == (None, "")


def test_a_reward_that_is_right_is_not_tried_again() -> None:
    referral = refer(make_advocate(make_promotion(hold_days=0)))

    outcome = try_again(referral.rewards.get(role="friend"))

    assert not outcome
    assert list_rewards(referral) == {"advocate": "issued", "friend": "issued"}
