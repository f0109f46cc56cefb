"""An order settles the oldest claim of its customer that it fits, and flags what looks wrong."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from sharekit.contrib.conversions.models import Conversion
from sharekit.contrib.conversions.public import record_conversion
from sharekit.contrib.promotions.models import Promotion, Referral
from sharekit.contrib.promotions.public import qualify
from sharekit.contrib.promotions.referring import qualify as qualifying
from sharekit.contrib.promotions.settle.conditions import is_undecided
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
FRIEND = "friend@mail.example"
State = Referral.State


def test_an_order_without_a_claim_is_a_conversion_and_no_referral() -> None:
    assert make_order(FRIEND) is None
    assert Conversion.objects.count() == 1


def test_a_claim_is_found_by_account_or_by_any_address_of_the_mailbox() -> None:
    user = make_user()
    by_account = make_claim(make_advocate(make_promotion()), "one@mail.example", user=user)
    by_address = make_claim(make_advocate(make_promotion()), "some.one@gmail.com")

    assert make_order("another@mail.example", user=user) == by_account
    assert make_order("SomeOne+shop@googlemail.com", user=AnonymousUser()) == by_address
    assert make_order("", user=None) is None


def test_the_oldest_claim_is_settled_first_and_each_order_settles_one(clock: Clock) -> None:
    first = make_claim(make_advocate(make_promotion()), FRIEND)
    clock.move(hours=1)
    second = make_claim(make_advocate(make_promotion()), FRIEND)

    assert make_order(FRIEND, "1") == first
    assert make_order(FRIEND, "1") == first
    assert make_order(FRIEND, "2") == second
    assert make_order(FRIEND, "3") is None


def test_only_an_order_of_the_least_value_in_the_right_currency_settles_a_claim() -> None:
    promotion = make_promotion(min_value=Decimal(50), currency="EUR")
    referral = make_claim(make_advocate(promotion), FRIEND)

    assert make_order(FRIEND, value=Decimal("49.99"), currency="EUR") is None
    assert make_order(FRIEND, value=100, currency="USD") is None
    assert make_order(FRIEND) is None
    assert read(referral).state == State.CLAIMED
    assert make_order(FRIEND, value=50, currency="EUR") == referral


def test_the_value_of_an_order_that_was_recorded_before_counts() -> None:
    referral = make_claim(make_advocate(make_promotion(min_value=5, currency="EUR")), FRIEND)
    record_conversion("order", "17", value=5, currency="EUR")

    assert make_order(FRIEND, "17") == referral
    assert read(referral).value == 5


@pytest.mark.parametrize(
    ("currency", "given", "fits"),
    [
        ("", {}, True),
        ("", {"value": 1, "currency": "USD"}, True),
        ("EUR", {}, True),
        ("EUR", {"value": 1, "currency": "EUR"}, True),
        ("EUR", {"value": 1, "currency": "USD"}, False),
    ],
)
def test_without_a_least_value_only_another_currency_is_left_out(
    currency: str, given: dict[str, Any], fits: bool
) -> None:
    make_claim(make_advocate(make_promotion(currency=currency)), FRIEND)

    assert (make_order(FRIEND, **given) is not None) == fits


def test_another_goal_settles_nothing() -> None:
    make_claim(make_advocate(make_promotion(goal="signup")), FRIEND)

    assert make_order(FRIEND) is None


@pytest.mark.parametrize("state", ["paused", "ended"])
def test_a_claim_is_honoured_after_the_promotion_has_stopped(state: str) -> None:
    referral = make_claim(make_advocate(make_promotion()), FRIEND)
    Promotion.objects.update(state=state)

    assert make_order(FRIEND) == referral


def test_a_claim_that_is_too_old_is_not_settled(clock: Clock) -> None:
    make_claim(make_advocate(make_promotion(claim_days=90)), FRIEND)
    clock.move(days=90)

    assert make_order(FRIEND) is None


def test_days_without_end_stop_neither_the_order_nor_other_promotions(
    clock: Clock, vouchers: Vouchers
) -> None:
    endless = make_advocate(make_promotion(claim_days=2**31 - 1, hold_days=2**31 - 1))
    make_claim(endless, FRIEND)
    other = refer(make_advocate(make_promotion(hold_days=30)))

    referral = make_order(FRIEND)
    assert referral is not None
    settle_after(clock, days=30)

    assert referral.state == State.PENDING
    assert read(other).state == State.APPROVED


def test_a_customer_who_is_not_new_is_refused_and_the_reason_kept(clock: Clock) -> None:
    refused = make_claim(make_advocate(make_promotion(only_new=True)), FRIEND)
    clock.move(hours=1)
    open_ = make_claim(make_advocate(make_promotion(only_new=False)), FRIEND)

    assert make_order(FRIEND, "17", is_new=False) == open_
    assert make_order(FRIEND, "17", is_new=False) == open_
    assert (read(refused).state, read(refused).reason) == (State.REFUSED, "customer")


EUROS = {"min_value": 20, "currency": "EUR", "only_new": True}


@pytest.mark.parametrize("said", ["at the claim", "at the order"])
@pytest.mark.parametrize(
    "small", [{"value": 5, "currency": "EUR"}, {"value": 30, "currency": "USD"}]
)
def test_a_new_customer_stays_new_until_an_order_is_large_enough(
    said: str, small: dict[str, Any]
) -> None:
    is_new = True if said == "at the claim" else None
    referral = make_claim(make_advocate(make_promotion(**EUROS)), FRIEND, is_new=is_new)

    assert make_order(FRIEND, is_new=True, **small) is None
    assert make_order(FRIEND, is_new=False, **small) is None
    assert make_order(FRIEND, is_new=False, value=30, currency="EUR") == referral


def test_a_friend_of_whom_nobody_said_that_it_was_new_is_refused_after_a_small_order() -> None:
    referral = make_claim(make_advocate(make_promotion(**EUROS)), FRIEND)

    make_order(FRIEND, is_new=False, value=5, currency="EUR")
    assert read(referral).state == State.CLAIMED
    assert make_order(FRIEND, is_new=False, value=30, currency="EUR") is None
    assert (read(referral).state, read(referral).reason) == (State.REFUSED, "customer")


def test_a_friend_who_joined_two_promotions_as_new_is_new_for_the_first_only(clock: Clock) -> None:
    first = make_claim(make_advocate(make_promotion()), FRIEND, is_new=True)
    clock.move(hours=1)
    second = make_claim(make_advocate(make_promotion()), FRIEND, is_new=True)

    assert make_order(FRIEND, is_new=True) == first
    assert make_order(FRIEND, is_new=False) is None
    assert (read(second).state, read(second).reason) == (State.REFUSED, "customer")


def test_an_order_under_the_advocates_account_or_address_is_refused() -> None:
    advocate = make_advocate(make_promotion(), "someone@gmail.com")
    by_account = make_claim(advocate, "second@mail.example")
    make_order("second@mail.example", user=advocate.user)
    friend = make_user()
    by_address = make_claim(advocate, "third@mail.example", user=friend)
    make_order("some.one@gmail.com", user=friend)

    ended = {(read(each).state, read(each).reason) for each in (by_account, by_address)}
    assert ended == {(State.REFUSED, "self")}


def test_an_order_with_the_advocates_card_or_household_waits_for_a_person(
    clock: Clock, vouchers: Vouchers
) -> None:
    advocate = make_advocate(make_promotion(), "someone@gmail.com")
    make_order("someone@gmail.com", same=["card 1", "Main Street 5"])
    make_claim(advocate, "second@mail.example")
    make_claim(advocate, "flatmate@mail.example")
    make_claim(advocate, FRIEND)

    second = make_order("second@mail.example", same=["card 1", "Elsewhere 1"])
    flatmate = make_order("flatmate@mail.example", same=["card 2", "main street  5"])
    other = make_order(FRIEND, same=["card 3", None])
    settle_after(clock, days=365)

    assert [each and read(each).flags for each in (second, flatmate, other)] == ["same", "same", ""]
    assert set(Referral.objects.filter(is_undecided())) == {second, flatmate}
    assert vouchers.count() == 2


def test_a_flag_of_the_claim_stays() -> None:
    advocate = make_advocate(make_promotion(hold_days=0), same=["card"])
    for _ in range(5):
        make_claim(advocate)
    make_claim(advocate, FRIEND)

    referral = make_order(FRIEND, same=["card"])

    assert referral is not None
    assert (referral.flags, referral.state) == ("speed same", State.PENDING)
    assert list_rewards(referral) == {}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"goal": "orders"}, "Did you mean 'order'"),
        ({"number": ""}, "The number '' is not valid"),
        ({"value": Decimal("NaN"), "currency": "EUR"}, "The value Decimal"),
        ({"value": -1, "currency": "EUR"}, "The value -1 is not valid"),
        ({"value": 1, "currency": "EURO"}, "The currency 'EURO'"),
        ({"same": "card"}, "same='card'"),
    ],
)
def test_arguments_that_are_not_valid_are_named_and_leave_nothing(
    given: dict[str, Any], sentence: str
) -> None:
    make_claim(make_advocate(make_promotion()), FRIEND)

    with pytest.raises(ValueError, match=sentence):
        qualify(**{"goal": "order", "number": "17", "email": FRIEND} | given)

    assert not Conversion.objects.exists()
    assert Referral.objects.get().state == State.CLAIMED


def test_an_order_that_settles_another_claim_at_the_same_moment_settles_one(
    monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    first = make_claim(make_advocate(make_promotion()), FRIEND)
    clock.move(hours=1)
    second = make_claim(make_advocate(make_promotion()), FRIEND)
    list_claims = qualifying._list_claims

    def list_late(*asked: Any) -> list[Referral]:
        # Another worker settles the first claim, so this one goes on to the second.
        monkeypatch.setattr(qualifying, "_list_claims", list_claims)
        claims = list_claims(*asked)
        make_order(FRIEND, "17")
        return claims

    monkeypatch.setattr(qualifying, "_list_claims", list_late)

    assert make_order(FRIEND, "17") == first
    assert read(second).state == State.CLAIMED


def test_two_orders_at_the_same_moment_settle_one_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    referral = make_claim(make_advocate(make_promotion()), FRIEND)
    list_claims = qualifying._list_claims

    def list_late(*asked: Any) -> list[Referral]:
        monkeypatch.setattr(qualifying, "_list_claims", list_claims)
        claims = list_claims(*asked)
        make_order(FRIEND, "17")
        return claims

    monkeypatch.setattr(qualifying, "_list_claims", list_late)

    assert make_order(FRIEND, "18") is None
    assert read(referral).order == "17"
