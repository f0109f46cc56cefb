"""One card or household earns nothing without a person, in any order of the orders."""

from __future__ import annotations

import pytest

from sharekit.contrib.promotions.marketing.decisions import approve, list_undecided
from sharekit.contrib.promotions.models import Advocate, Referral
from sharekit.contrib.promotions.public import join
from sharekit.contrib.promotions.referring.people import MOST_SAME
from sharekit.contrib.promotions.settle import approve as approving
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
    refer,
    settle_after,
)

pytestmark = pytest.mark.usefixtures("commits")
ANNA = "anna@shop.example"


def list_flags(advocate: Advocate) -> list[str]:
    return list(advocate.referrals.order_by("pk").values_list("flags", flat=True))


def test_an_advocate_who_orders_after_the_friend_with_the_same_card_is_noticed(
    clock: Clock, vouchers: Vouchers
) -> None:
    advocate = make_advocate(make_promotion(hold_days=30), ANNA)
    friend = refer(advocate, same=["card 1", "Main Street 1"])
    other = refer(advocate, same=["card 2"])

    make_order(ANNA, same=["main street 1", "card 3"])
    settle_after(clock, days=365)

    assert list_flags(advocate) == ["same", ""]
    assert list(list_undecided()) == [friend]
    assert list_rewards(other).keys() == {"friend", "advocate"}


def test_an_advocate_who_joins_again_with_a_friends_card_is_noticed() -> None:
    advocate = make_advocate(make_promotion(), ANNA)
    refer(advocate, same=["card 1"])

    join(advocate.promotion, advocate.user, terms=advocate.terms_version, same=["card 1"])

    assert list_flags(advocate) == ["same"]


def test_friends_of_one_card_wait_for_a_person_all_of_them(
    clock: Clock, vouchers: Vouchers
) -> None:
    advocate = make_advocate(make_promotion(hold_days=30))
    for street in ("1", "2"):
        refer(advocate, same=["card 1", f"Main Street {street}"])
    refer(advocate, same=["card 2"])
    # An order without texts is like no other one.
    refer(advocate)
    refer(advocate, same=[None, ""])

    settle_after(clock, days=365)

    assert list_flags(advocate) == ["same"] * 2 + [""] * 3
    assert vouchers.count() == 6


def test_without_waiting_only_the_first_friend_of_a_card_is_rewarded(vouchers: Vouchers) -> None:
    advocate = make_advocate(make_promotion(hold_days=0), ANNA)
    for _ in range(5):
        refer(advocate, same=["card 1", "Main Street 1"])

    make_order(ANNA, same=["card 1"])

    assert list_flags(advocate) == [""] + ["same"] * 4
    assert vouchers.count() == 2


def test_friends_of_two_advocates_may_share_a_household() -> None:
    promotion = make_promotion()
    one, other = make_advocate(promotion), make_advocate(promotion)

    refer(one, same=["Main Street 1"])
    refer(other, same=["Main Street 1"])

    assert list_flags(one) == list_flags(other) == [""]


def test_a_flag_is_added_to_others_and_only_once() -> None:
    advocate = make_advocate(make_promotion(), ANNA)
    for _ in range(5):
        make_claim(advocate)
    refer(advocate, same=["card 1"])

    for card in ("card 1", "card 2"):
        make_order(ANNA, same=[card, "card 1"])

    assert list_flags(advocate)[-1] == "speed same"


def test_what_a_person_has_approved_is_not_flagged_again(clock: Clock, vouchers: Vouchers) -> None:
    advocate = make_advocate(make_promotion(), ANNA, same=["card 1"])
    referral = refer(advocate, same=["card 1"])
    assert approve(referral, by=make_user())

    refer(advocate, same=["card 1"])
    make_order(ANNA, same=["card 1", "card 2"])
    settle_after(clock, days=30)

    assert read(referral).state == Referral.State.APPROVED
    assert list_flags(advocate) == ["", "same"]
    assert vouchers.count() == 2


def test_a_card_is_looked_at_once_more_before_it_is_approved(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    advocate = make_advocate(make_promotion(), same=[])
    referral = refer(advocate, same=["card 1"])
    # The process ended between the commit of the advocate's order and what follows it.
    hashes = read(referral).same_hashes
    Advocate.objects.filter(pk=advocate.pk).update(same_hashes=hashes)

    clock.move(days=30)
    now = clock.now()

    assert not approving.approve(referral.pk, advocate=advocate.pk, now=now)
    assert list_flags(advocate) == ["same"]


def test_an_order_has_a_bounded_number_of_hashes() -> None:
    referral = refer(make_advocate(make_promotion()), same=map(str, range(MOST_SAME + 5)))

    assert len(read(referral).same_hashes) == MOST_SAME
