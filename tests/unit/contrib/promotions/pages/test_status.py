"""What the advocate's panel says of friends and rewards."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from sharekit.contrib.promotions.models import Advocate, Promotion, Referral, Reward
from tests.unit.contrib.promotions.pages.making import PANEL, make_referral, read_friends

pytestmark = pytest.mark.django_db
State = Referral.State


def read(client: Client) -> str:
    return client.get(PANEL).content.decode()


def test_it_says_how_far_friends_are_and_nothing_else(anna: Client, advocate: Advocate) -> None:
    for state in (State.CLAIMED, State.CLAIMED, State.PENDING, State.REFUSED, State.EXPIRED):
        make_referral(advocate, state)
    make_referral(advocate, State.APPROVED, voucher="THANKS-<1>")
    referral = make_referral(advocate, State.CANCELLED, voucher="TAKEN-BACK")
    Reward.objects.filter(referral=referral).update(state=Reward.State.WITHDRAWN)

    page = anna.get(PANEL).content.decode()

    assert read_friends(page) == [2, 1, 1, 1]
    assert "<dt>Taken back after a refund</dt> <dd>1</dd>" in page
    assert "THANKS-&lt;1&gt;</code>" in page
    assert "TAKEN-BACK" not in page


def test_friends_and_rewards_agree(anna: Client, advocate: Advocate) -> None:
    for state in ("issued", "due", "failed"):
        referral = make_referral(advocate, State.APPROVED, voucher=f"V-{state}")
        Reward.objects.filter(referral=referral).update(state=state)

    html = read(anna)

    assert read_friends(html) == [0, 0, 3, 2]
    assert "<dt>On their way</dt> <dd>2</dd>" in html
    assert html.count("V-") == 1


def test_the_day_of_the_next_reward_is_shown_if_it_is_known(
    anna: Client, advocate: Advocate
) -> None:
    sentence = "The next reward comes about December 30."
    days = (datetime(2126, 12, day, 12, tzinfo=UTC) for day in (31, 30, 29))
    for day, flags in zip(days, ("", "", "same"), strict=True):
        referral = make_referral(advocate, State.PENDING)
        Referral.objects.filter(pk=referral.pk).update(hold_until=day, flags=flags)

    assert sentence in read(anna)

    # Nobody knows it if several friends make one reward, or if no more are given.
    for columns in ({"every": 3}, {"every": 1, "cap_per_advocate": 1}):
        Promotion.objects.update(**columns)
        Advocate.objects.update(rewarded=1)
        assert "The next reward" not in read(anna)


def test_a_reward_that_is_late_comes_today(anna: Client, advocate: Advocate) -> None:
    make_referral(advocate, State.PENDING)
    Referral.objects.update(hold_until=timezone.now() - timedelta(days=60))

    today = date_format(timezone.localtime(), "MONTH_DAY_FORMAT")
    assert f"The next reward comes about {today}." in read(anna)


def test_a_friend_s_own_reward_is_not_the_advocate_s(anna: Client, advocate: Advocate) -> None:
    make_referral(advocate, State.APPROVED, voucher="FRIEND-1")
    Reward.objects.update(role=Reward.Role.FRIEND)

    assert "FRIEND-1" not in read(anna)
