"""Two who recommend each other are noticed by the order, if the claim did not show it."""

from __future__ import annotations

import pytest

from sharekit.contrib.promotions.models import Referral
from tests.unit.contrib.promotions.world import (
    make_advocate,
    make_claim,
    make_order,
    make_promotion,
    read,
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
