"""Where friends are rewarded for joining, many at once wait for a person."""

from __future__ import annotations

import pytest

from sharekit.contrib.promotions.marketing.decisions import approve, list_undecided, refuse
from sharekit.contrib.promotions.models import Promotion, Referral
from sharekit.contrib.promotions.settle.run import settle
from tests.unit.contrib.promotions.shop import Vouchers
from tests.unit.contrib.promotions.world import (
    Clock,
    list_rewards,
    make_advocate,
    make_claim,
    make_order,
    make_promotion,
    make_user,
    read,
    settle_after,
)

pytestmark = pytest.mark.usefixtures("commits")
AT_ONCE = Promotion.FriendReward.CLAIM
FRIEND = "friend@mail.example"


def claim_by_strangers(promotion: Promotion, count: int) -> list[str]:
    """Let friends of five join by as many advocates as it takes, and return their flags."""
    claims = []
    for number in range(count):
        if number % 5 == 0:
            advocate = make_advocate(promotion)
        claims.append(make_claim(advocate).flags)
    return claims


@pytest.mark.parametrize(("cap", "most"), [(0, 20), (60, 20), (150, 30)])
def test_of_many_friends_in_a_day_those_after_a_fifth_of_all_rewards_are_flagged(
    vouchers: Vouchers, clock: Clock, cap: int, most: int
) -> None:
    promotion = make_promotion(friend_reward_at=AT_ONCE, cap_total=cap)
    clock.move(hours=-24)
    claim_by_strangers(promotion, 3)
    clock.move(hours=24)

    flags = claim_by_strangers(promotion, most + 2)
    settle()

    assert flags == [""] * most + ["rush"] * 2
    assert vouchers.count() == most + 3
    assert read(promotion).rewarded == most + 3


def test_another_promotion_and_rewards_after_the_order_know_no_rush() -> None:
    one, other = make_promotion(friend_reward_at=AT_ONCE), make_promotion()
    claim_by_strangers(one, 20)

    assert set(claim_by_strangers(other, 25)) == {""}
    assert claim_by_strangers(make_promotion(friend_reward_at=AT_ONCE), 1) == [""]


def test_a_person_lets_a_flagged_friend_have_the_reward_at_once(
    clock: Clock, vouchers: Vouchers
) -> None:
    staff = make_user()
    promotion = make_promotion(friend_reward_at=AT_ONCE)
    claim_by_strangers(promotion, 20)
    referral = make_claim(make_advocate(promotion), FRIEND)
    assert list(list_undecided()) == [referral]

    outcome = approve(referral, by=staff)
    again = approve(referral, by=staff)
    settle()

    assert (outcome.happened, again.happened) == (True, False)
    assert "friend is rewarded" in outcome.sentence
    assert (referral.state, referral.flags, referral.reason) == ("claimed", "", "rush")
    assert referral.decided_by == staff
    assert list_rewards(referral) == {"friend": "issued"}
    # The order waits like any other.
    make_order(FRIEND)
    settle_after(clock, days=30)
    assert list_rewards(referral) == {"friend": "issued", "advocate": "issued"}


def test_an_order_of_a_friend_who_was_let_through_may_be_flagged_again(clock: Clock) -> None:
    promotion = make_promotion(friend_reward_at=AT_ONCE)
    claim_by_strangers(promotion, 20)
    referral = make_claim(make_advocate(promotion, same=["card"]), FRIEND)
    assert approve(referral, by=make_user())

    make_order(FRIEND, same=["card"])
    settle_after(clock, days=30)

    assert list(list_undecided()) == [referral]
    assert list_rewards(referral).keys() == {"friend"}


def test_a_flagged_friend_is_refused_or_waits_until_the_order(
    clock: Clock, vouchers: Vouchers
) -> None:
    promotion = make_promotion(friend_reward_at=AT_ONCE)
    claim_by_strangers(promotion, 20)
    refused, waiting = make_claim(make_advocate(promotion)), make_claim(make_advocate(promotion))

    assert refuse(refused, by=make_user(), reason="one domain")
    settle_after(clock, days=89)

    assert read(refused).state == Referral.State.REFUSED
    assert list(list_undecided()) == [waiting]
    assert vouchers.count() == 20


def test_a_flagged_friend_without_a_reward_at_once_waits_for_the_order_first() -> None:
    advocate = make_advocate(make_promotion())
    claims = [make_claim(advocate) for _ in range(6)]

    assert claims[-1].flags == "speed"
    assert not list_undecided()
    assert not approve(claims[-1], by=make_user())
