"""An account is one person: whatever addresses it types, it is rewarded as one friend."""

from __future__ import annotations

import pytest

from sharekit.contrib.promotions.models import Promotion, Referral
from sharekit.contrib.promotions.public import Refusal, claim
from tests.unit.contrib.promotions.world import (
    make_advocate,
    make_claim,
    make_order,
    make_promotion,
    make_user,
    read,
)

pytestmark = pytest.mark.usefixtures("commits")
State = Referral.State
TYPED = "typed@elsewhere.example"


@pytest.fixture
def promotion(db: None) -> Promotion:
    return make_promotion()


def test_a_guests_claim_with_the_accounts_address_is_the_accounts(promotion: Promotion) -> None:
    user = make_user()
    first = make_claim(make_advocate(promotion), user.email)

    assert claim(first.advocate.code, email=TYPED, user=user) == first
    other = claim(make_advocate(promotion).code, email=TYPED, user=user)
    assert isinstance(other, Refusal)
    assert other.reason == "used"


@pytest.mark.parametrize("is_new", [True, False, None])
def test_an_account_settles_one_guests_claim_of_a_promotion(
    promotion: Promotion, is_new: bool | None
) -> None:
    user = make_user()
    first = make_claim(make_advocate(promotion), TYPED, is_new=True)
    second = make_claim(make_advocate(promotion), "second@elsewhere.example", is_new=True)

    assert make_order(TYPED, user=user) == first
    assert make_order("second@elsewhere.example", user=user, is_new=is_new) is None

    assert read(first).user == user
    assert (read(second).state, read(second).reason) == (State.REFUSED, "used")


def test_an_account_that_settled_a_claim_is_a_customer_in_another_promotion() -> None:
    user = make_user()
    first = make_claim(make_advocate(make_promotion()), TYPED, is_new=True)
    second = make_claim(make_advocate(make_promotion()), "second@elsewhere.example", is_new=True)

    assert make_order(TYPED, user=user, is_new=True) == first
    assert make_order("second@elsewhere.example", user=user, is_new=False) is None
    assert read(second).reason == "customer"


def test_of_an_accounts_two_claims_an_order_settles_one(promotion: Promotion) -> None:
    user = make_user()
    guests = make_claim(make_advocate(promotion), "guest@elsewhere.example")
    own = make_claim(make_advocate(promotion), TYPED, user=user)

    assert make_order("guest@elsewhere.example", user=user) == own
    assert (read(guests).state, read(guests).reason) == (State.REFUSED, "used")


def test_an_order_by_account_settles_the_claim_of_its_address(promotion: Promotion) -> None:
    user = make_user()
    first = make_claim(make_advocate(promotion), user.email)

    assert make_order("", user=user) == first


def test_the_account_of_the_claim_stays_that_of_the_referral(promotion: Promotion) -> None:
    user, other = make_user(), make_user()
    first = make_claim(make_advocate(promotion), TYPED, user=user)

    assert make_order(TYPED, user=other) == first
    assert read(first).user == user
