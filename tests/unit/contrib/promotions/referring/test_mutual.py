"""Two who recommend each other are noticed by the order, if the claim did not show it."""

from __future__ import annotations

import pytest

from sharekit.contrib.promotions.marketing.decisions import approve as decide
from sharekit.contrib.promotions.models import Referral
from sharekit.contrib.promotions.settle.approve import approve
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
State = Referral.State


@pytest.mark.parametrize("first_orders", [True, False])
def test_of_two_friends_who_referred_one_another_unseen_the_second_is_refused(
    first_orders: bool,
) -> None:
    promotion = make_promotion()
    one, other = make_advocate(promotion), make_advocate(promotion, "other@mail.example")
    first = make_claim(one, "other@mail.example")
    # Nobody knows yet whose address this is.
    second = make_claim(other, "one@elsewhere.example")

    if first_orders:
        assert make_order("other@mail.example") == first
    assert make_order("one@elsewhere.example", user=one.user) is None

    assert (read(second).state, read(second).reason) == (State.REFUSED, "mutual")
    assert make_order("other@mail.example") == (None if first_orders else first)


@pytest.mark.parametrize("older_first", [True, False])
def test_of_two_who_name_their_accounts_with_the_orders_the_second_order_earns_nothing(
    older_first: bool,
) -> None:
    promotion = make_promotion()
    one, other = make_advocate(promotion), make_advocate(promotion)
    claims = [(make_claim(one, "a@x.example"), other), (make_claim(other, "b@x.example"), one)]
    (first, friend), (second, last) = claims if older_first else claims[::-1]
    addresses = ("a@x.example", "b@x.example") if older_first else ("b@x.example", "a@x.example")

    assert make_order(addresses[0], user=friend.user) == first
    assert make_order(addresses[1], user=last.user) is None

    assert read(first).state == State.PENDING
    assert (read(second).state, read(second).reason) == (State.REFUSED, "mutual")


@pytest.mark.parametrize("younger_is_approved", [True, False])
def test_orders_at_the_same_moment_are_compared_before_the_approval(
    clock: Clock, younger_is_approved: bool
) -> None:
    promotion = make_promotion()
    one, other = make_advocate(promotion), make_advocate(promotion)
    older, younger = refer(one), refer(other)
    # As if neither order had seen the other.
    Referral.objects.filter(pk=older.pk).update(user=other.user)
    if younger_is_approved:
        clock.move(days=30)
        assert approve(younger.pk, advocate=other.pk, now=clock.now())
    Referral.objects.filter(pk=younger.pk).update(user=one.user)

    settle_after(clock, days=30)

    passed, refused = (younger, older) if younger_is_approved else (older, younger)
    assert read(passed).state == State.APPROVED
    assert (read(refused).state, read(refused).reason) == (State.REFUSED, "mutual")
    assert list_rewards(refused) == {}


def test_a_person_cannot_approve_the_second_of_two(clock: Clock) -> None:
    promotion = make_promotion()
    one, other = make_advocate(promotion), make_advocate(promotion, same=["card"])
    older, younger = refer(one), refer(other, same=["card"])
    Referral.objects.filter(pk=older.pk).update(user=other.user)
    Referral.objects.filter(pk=younger.pk).update(user=one.user)
    clock.move(days=30)

    outcome = decide(younger, by=make_user())

    assert not outcome
    assert "refused" in outcome.sentence
    assert read(younger).reason == "mutual"
