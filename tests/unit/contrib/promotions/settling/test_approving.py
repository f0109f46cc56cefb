"""An order settles one referral, whose rewards are issued once, after the time of waiting."""

from __future__ import annotations

import pytest

from sharekit.contrib.conversions.models import Conversion
from sharekit.contrib.conversions.public import reverse_conversion
from sharekit.contrib.promotions.models import Referral
from sharekit.contrib.promotions.settle.run import settle
from tests.unit.contrib.promotions.shop import Vouchers
from tests.unit.contrib.promotions.world import (
    Clock,
    list_rewards,
    make_advocate,
    make_claim,
    make_order,
    make_promotion,
    read,
    settle_after,
)

pytestmark = pytest.mark.usefixtures("commits")
FRIEND = "friend@mail.example"


def test_both_are_rewarded_once_when_the_time_of_waiting_is_over(
    clock: Clock, vouchers: Vouchers
) -> None:
    advocate = make_advocate(make_promotion(hold_days=30))
    make_claim(advocate, FRIEND)
    referral = make_order("Friend@Mail.example", "17")
    assert referral is not None

    settle_after(clock, days=29)
    assert read(referral).state == Referral.State.PENDING
    assert vouchers.count() == 0

    settle_after(clock, days=2)
    settle_after(clock, days=2)
    assert read(referral).state == Referral.State.APPROVED
    assert list_rewards(referral) == {"advocate": "issued", "friend": "issued"}
    assert sorted(vouchers.issued.values()) == [1, 1]


def test_without_waiting_both_are_rewarded_after_the_commit(vouchers: Vouchers) -> None:
    make_claim(make_advocate(make_promotion(hold_days=0)), FRIEND)

    make_order(FRIEND)

    assert (vouchers.count("advocate"), vouchers.count("friend")) == (1, 1)


def test_the_webhook_of_an_order_that_comes_again_changes_nothing(vouchers: Vouchers) -> None:
    make_claim(make_advocate(make_promotion(hold_days=0)), FRIEND)

    referrals = [make_order(FRIEND, "17") for _ in range(5)]
    settle()

    assert len({each and each.pk for each in referrals}) == 1
    assert Conversion.objects.count() == 1
    assert vouchers.count() == 2
    assert sum(vouchers.issued.values()) == 2


def test_a_refund_that_comes_before_the_order_leaves_no_reward(
    clock: Clock, vouchers: Vouchers
) -> None:
    referral = make_claim(make_advocate(make_promotion(hold_days=0)), FRIEND)

    reverse_conversion("order", "17")
    assert make_order(FRIEND, "17") is None
    settle_after(clock, days=1)

    assert read(referral).state == Referral.State.CLAIMED
    assert vouchers.count() == 0
