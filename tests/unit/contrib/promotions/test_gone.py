"""What is at work, or still due, when a person is forgotten or an account is deleted."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model

from sharekit.contrib.promotions.keeping import PromotionKeeper
from sharekit.contrib.promotions.marketing.decisions import try_again
from sharekit.contrib.promotions.models import Promotion, Reward
from sharekit.contrib.promotions.pages.panel import Status, count_friends
from sharekit.contrib.promotions.public import Refusal, claim, join
from sharekit.contrib.promotions.settle.run import settle
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
    settle_after,
)

pytestmark = pytest.mark.usefixtures("commits")
KEEPER = PromotionKeeper()
FRIEND = "friend@mail.example"
ADVOCATE = "someone@mail.example"


@pytest.mark.parametrize("is_used", [False, True])
def test_a_voucher_that_is_created_while_its_person_is_forgotten_is_taken_back(
    clock: Clock, vouchers: Vouchers, is_used: bool
) -> None:
    def forget_friend(reward: Reward) -> None:
        if reward.role == "friend" and reward.state == "issuing":
            KEEPER.forget_person(FRIEND)
            vouchers.used |= {str(reward.key)} if is_used else set()

    vouchers.after = forget_friend
    make_claim(make_advocate(make_promotion(hold_days=0)), FRIEND)
    referral = make_order(FRIEND)
    assert referral is not None
    results: list[str] = []
    vouchers.before = lambda reward: results.append(reward.result)

    settle_after(clock, minutes=11)

    # WITHDRAW gets the code, which is emptied afterwards.
    assert [each[:2] for each in results] == ["V-"]
    reward = referral.rewards.get(role="friend")
    assert (reward.state, reward.result) == ("issued" if is_used else "withdrawn", "")
    assert vouchers.count("friend") == is_used
    if is_used:
        assert try_again(reward)
        settle()
        assert (read(reward).state, results[1:]) == ("issued", [""])


def test_a_friend_who_is_forgotten_while_a_worker_dies_gets_no_voucher(
    clock: Clock, vouchers: Vouchers
) -> None:
    vouchers.late_faults = [KeyboardInterrupt()]
    make_claim(make_advocate(make_promotion(hold_days=0)), FRIEND)
    with pytest.raises(KeyboardInterrupt):
        make_order(FRIEND)
    vouchers.issued.clear()

    KEEPER.forget_person(FRIEND)
    settle_after(clock, minutes=11)

    reward = Reward.objects.get(role="friend")
    assert (reward.state, reward.result) == ("withdrawn", "")
    assert str(reward.key) not in vouchers.issued


def test_a_reward_over_the_limit_is_not_issued_for_a_person_who_was_forgotten() -> None:
    make_claim(make_advocate(make_promotion(hold_days=0, cap_total=1)), FRIEND)
    Promotion.objects.update(rewarded=1)
    referral = make_order(FRIEND)
    assert referral is not None
    assert list_rewards(referral)["friend"] == "over_limit"

    KEEPER.forget_person(FRIEND)

    assert list_rewards(referral)["friend"] == "withdrawn"
    assert not try_again(referral.rewards.get(role="friend"))


def test_a_deleted_account_takes_the_code_with_it_and_pruning_the_rest(
    clock: Clock, vouchers: Vouchers
) -> None:
    promotion = make_promotion(hold_days=0)
    advocate = make_advocate(promotion, "someone@mail.example", same=["card", "Main Street 1"])
    other = make_advocate(promotion, "other@mail.example", same=["card 2"])
    referral = refer(advocate)
    make_claim(advocate, FRIEND)
    assert advocate.user is not None
    get_user_model().objects.filter(pk=advocate.user.pk).delete()

    assert claim(advocate.code, email="late@mail.example") == Refusal("unknown")
    assert KEEPER.prune() == 1
    assert KEEPER.prune() == 0

    left = read(advocate)
    assert (left.code, left.same_hashes, left.terms_version) == (None, [], "")
    assert referral.rewards.get(role="advocate").result == ""
    assert (read(other).code, len(read(other).same_hashes)) == (other.code, 1)
    # A friend who has joined is still rewarded.
    late = make_order(FRIEND)
    assert late is not None
    assert list_rewards(late) == {"friend": "issued", "advocate": "withdrawn"}


@pytest.mark.parametrize("every", [1, 2])
def test_the_next_account_with_the_address_is_rewarded_for_its_own_friends(
    clock: Clock, vouchers: Vouchers, every: int
) -> None:
    promotion = make_promotion(every=every)
    advocate = make_advocate(promotion, ADVOCATE)
    failing = [refer(advocate) for _ in range(every)]
    vouchers.faults = [RuntimeError()] * 50
    settle_after(clock, days=30)
    waiting = [refer(advocate) for _ in range(every)]
    clock.move(hours=1)
    advocate.user.delete()  # type: ignore[union-attr]
    new = join(promotion, make_user(ADVOCATE), terms=TERMS)

    vouchers.faults = []
    settle_after(clock, days=30)
    settle_after(clock, hours=2)

    assert (vouchers.count("advocate"), vouchers.count("friend")) == (0, 2 * every)
    assert count_friends(read(new)) == Status(0, 0, 0, None, 0, 0, [])
    for referral in (*failing, *waiting):
        assert list_rewards(referral).get("advocate") in {None, "withdrawn"}
    own = [refer(new) for _ in range(every)]
    assert count_friends(read(new)).waiting == every
    settle_after(clock, days=30)
    assert {"advocate": "issued", "friend": "issued"} in map(list_rewards, own)
    assert vouchers.count("advocate") == 1


def test_a_reward_at_once_is_taken_back_from_a_friend_who_is_forgotten_before_the_order(
    clock: Clock, vouchers: Vouchers
) -> None:
    promotion = make_promotion(friend_reward_at="claim")
    advocate = make_advocate(promotion)
    referral = make_claim(advocate, FRIEND)
    settle()
    assert vouchers.count() == read(promotion).rewarded == 1

    KEEPER.forget_person(FRIEND)
    settle_after(clock, minutes=5)

    reward = referral.rewards.get()
    assert (vouchers.count(), read(promotion).rewarded) == (0, 0)
    assert (reward.state, reward.result) == ("withdrawn", "")
    assert read(referral).state == "expired"
