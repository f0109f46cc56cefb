"""Caps hold, the friend is rewarded before the advocate, and a reward may need several friends."""

from __future__ import annotations

import pytest

from sharekit.contrib.conversions.public import reverse_conversion
from sharekit.contrib.promotions.marketing.advocates import block, unblock
from sharekit.contrib.promotions.marketing.decisions import approve, try_again
from sharekit.contrib.promotions.models import Advocate, Promotion, Referral, Reward
from sharekit.contrib.promotions.settle.run import settle
from tests.unit.contrib.promotions.shop import Vouchers
from tests.unit.contrib.promotions.world import (
    Clock,
    list_rewards,
    make_advocate,
    make_promotion,
    make_user,
    read,
    refer,
    settle_after,
)

pytestmark = pytest.mark.usefixtures("commits")


def count(state: str, role: str) -> int:
    return Reward.objects.filter(state=state, role=role).count()


def test_an_advocate_is_rewarded_up_to_the_cap_and_each_friend_is(vouchers: Vouchers) -> None:
    advocate = make_advocate(make_promotion(hold_days=0, cap_per_advocate=3))

    for _ in range(5):
        refer(advocate)

    assert (count("issued", "advocate"), count("over_limit", "advocate")) == (3, 2)
    assert count("issued", "friend") == 5
    assert (vouchers.count("advocate"), vouchers.count("friend")) == (3, 5)
    assert read(advocate).rewarded == 3
    assert read(advocate.promotion).rewarded == 8


def test_the_last_place_of_all_is_the_friends() -> None:
    promotion = make_promotion(hold_days=1, cap_total=3)
    referrals = [refer(make_advocate(promotion)) for _ in range(3)]

    clock_free_settle()

    assert [list_rewards(each) for each in referrals] == [
        {"friend": "issued", "advocate": "issued"},
        {"friend": "issued", "advocate": "over_limit"},
        {"friend": "over_limit", "advocate": "over_limit"},
    ]
    assert read(promotion).rewarded == 3
    assert sorted(Advocate.objects.values_list("rewarded", flat=True)) == [0, 0, 1]


def clock_free_settle() -> None:
    """Settle as if nothing had to wait."""
    Referral.objects.update(hold_until="2000-01-01T00:00Z")
    settle()


def test_a_cap_of_zero_limits_nothing() -> None:
    advocate = make_advocate(make_promotion(hold_days=0, cap_per_advocate=0, cap_total=0))

    for _ in range(3):
        refer(advocate)

    assert count("issued", "advocate") == 3


def test_a_reward_that_was_taken_back_makes_room(vouchers: Vouchers) -> None:
    advocate = make_advocate(make_promotion(hold_days=0, cap_per_advocate=1))
    first = refer(advocate)
    reverse_conversion("order", first.order)
    settle()
    assert read(advocate).rewarded == 0

    second = refer(advocate)

    assert list_rewards(second)["advocate"] == "issued"
    assert vouchers.count("advocate") == 1


def test_a_reward_over_the_limit_is_issued_after_the_limit_was_raised(vouchers: Vouchers) -> None:
    advocate = make_advocate(make_promotion(hold_days=0, cap_per_advocate=1))
    refer(advocate)
    over = refer(advocate).rewards.get(role="advocate")

    assert not try_again(over)
    Promotion.objects.update(cap_per_advocate=2)
    assert try_again(Reward.objects.get(pk=over.pk))
    settle()

    assert read(over).state == Reward.State.ISSUED
    assert vouchers.count("advocate") == 2
    assert not try_again(over)


def test_an_advocate_may_be_rewarded_for_every_second_friend(vouchers: Vouchers) -> None:
    advocate = make_advocate(make_promotion(hold_days=0, every=2))

    referrals = [refer(advocate) for _ in range(5)]

    rewarded = ["advocate" in list_rewards(each) for each in referrals]
    assert rewarded == [False, True, False, True, False]
    assert vouchers.count("friend") == 5


def test_a_refund_of_any_of_three_friends_takes_the_reward_back_until_a_third_comes(
    vouchers: Vouchers,
) -> None:
    advocate = make_advocate(make_promotion(hold_days=0, every=3))
    referrals = [refer(advocate) for _ in range(3)]

    reverse_conversion("order", referrals[0].order)
    settle()
    assert vouchers.count("advocate") == 0

    refer(advocate)
    assert vouchers.count("advocate") == 1


def test_a_refund_takes_back_a_reward_over_the_limit_before_one_that_was_issued(
    vouchers: Vouchers,
) -> None:
    advocate = make_advocate(make_promotion(hold_days=0, every=2, cap_per_advocate=1))
    referrals = [refer(advocate) for _ in range(4)]

    reverse_conversion("order", referrals[0].order)
    settle()

    assert count("withdrawn", "advocate") == 1
    assert vouchers.count("advocate") == 1


def test_a_refund_of_a_friend_who_made_no_reward_takes_none_back(vouchers: Vouchers) -> None:
    advocate = make_advocate(make_promotion(hold_days=0, every=2))
    referrals = [refer(advocate) for _ in range(3)]

    reverse_conversion("order", referrals[2].order)
    settle()

    assert vouchers.count("advocate") == 1


def test_a_reward_that_could_not_be_taken_back_does_not_replace_the_next(
    vouchers: Vouchers,
) -> None:
    advocate = make_advocate(make_promotion(hold_days=0))
    first = refer(advocate)
    vouchers.used = {str(reward.key) for reward in first.rewards.all()}
    reverse_conversion("order", first.order)
    settle()

    second = refer(advocate)

    assert list_rewards(first)["advocate"] == "issued"
    assert list_rewards(second)["advocate"] == "issued"
    assert read(advocate).rewarded == 2


def test_the_referral_of_a_blocked_advocate_waits_for_a_person_and_rewards_the_friend(
    clock: Clock, vouchers: Vouchers
) -> None:
    advocate = make_advocate(make_promotion())
    referral, other = refer(advocate), refer(advocate)
    block(advocate)
    settle_after(clock, days=60)
    assert vouchers.count() == 0

    assert approve(referral, by=make_user())
    settle()

    assert list_rewards(referral) == {"friend": "issued", "advocate": "over_limit"}
    assert read(referral).reason == "blocked"
    unblock(advocate)
    settle()
    assert list_rewards(other) == {"friend": "issued", "advocate": "issued"}
