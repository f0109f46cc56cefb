"""A customer joins once, with one code, and may leave and come back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError
from django.utils import timezone

from sharekit.contrib.people import get_person_key
from sharekit.contrib.promotions.models import Advocate, Promotion, Reward
from sharekit.contrib.promotions.public import CannotJoin, Refusal, claim, join, leave
from sharekit.contrib.promotions.referring import codes
from sharekit.contrib.promotions.referring.live import find_advocate
from sharekit.contrib.promotions.referring.people import MOST_SAME
from tests.unit.contrib.promotions.shop import Vouchers
from tests.unit.contrib.promotions.world import (
    TERMS,
    Clock,
    make_advocate,
    make_promotion,
    make_user,
    read,
    refer,
    settle_after,
)

pytestmark = pytest.mark.django_db


def test_a_customer_who_joins_again_is_the_same_advocate() -> None:
    promotion, user = make_promotion(slug="friends"), make_user()

    first = join("friends", user, terms=TERMS)
    again = join(promotion, user, terms=TERMS)

    assert first == again
    assert find_advocate(first.code) == first


def test_a_promotion_that_is_unknown_or_has_a_namesake_is_an_error() -> None:
    make_promotion(slug="friends", site="a.example")
    make_promotion(slug="friends", site="b.example")

    with pytest.raises(ValueError, match="Several sites have a promotion 'friends'"):
        join("friends", make_user(), terms=TERMS)
    with pytest.raises(ValueError, match="Did you mean 'friends'"):
        join("friend", make_user(), terms=TERMS)


def test_other_terms_than_the_present_ones_are_refused() -> None:
    promotion = make_promotion()

    with pytest.raises(CannotJoin, match="The terms have changed"):
        join(promotion, make_user(), terms="2025-01")


def test_an_advocate_who_accepts_new_terms_keeps_the_code() -> None:
    promotion = make_promotion()
    advocate = make_advocate(promotion)
    Promotion.objects.update(terms_version="2027-01")

    again = join(read(promotion), advocate.user, terms="2027-01")

    assert (again.code, again.terms_version) == (advocate.code, "2027-01")


@pytest.mark.parametrize(
    "columns",
    [
        {"state": "draft"},
        {"state": "paused"},
        {"state": "ended"},
        {"starts_at": timezone.now() + timedelta(days=1)},
        {"ends_at": timezone.now() - timedelta(days=1)},
        {"cap_total": 5, "rewarded": 5},
    ],
)
def test_nobody_joins_a_promotion_that_does_not_run(columns: dict[str, object]) -> None:
    with pytest.raises(CannotJoin, match="not open"):
        join(make_promotion(**columns), make_user(), terms=TERMS)


def test_an_advocate_who_left_and_comes_back_has_the_same_code() -> None:
    promotion = make_promotion()
    advocate = make_advocate(promotion)

    assert leave(promotion, advocate.user)
    assert not leave(promotion, advocate.user)
    assert isinstance(claim(advocate.code, email="friend@mail.example"), Refusal)

    assert join(promotion, advocate.user, terms=TERMS).code == advocate.code
    assert not isinstance(claim(advocate.code, email="friend@mail.example"), Refusal)


def test_a_second_account_with_the_same_mailbox_cannot_join() -> None:
    promotion = make_promotion()
    make_advocate(promotion, "someone@gmail.com")

    with pytest.raises(CannotJoin, match="Another account"):
        join(promotion, make_user("some.one+2@gmail.com"), terms=TERMS)


def test_the_limit_of_a_person_whose_account_was_deleted_stays() -> None:
    promotion = make_promotion()
    advocate = make_advocate(promotion, "someone@gmail.com")
    Advocate.objects.update(user=None, code=None, rewarded=3)

    again = join(promotion, make_user("someone@gmail.com"), terms=TERMS)

    assert (again.pk, again.rewarded) == (advocate.pk, 3)
    assert find_advocate(again.code) == again


@pytest.mark.usefixtures("commits")
def test_the_next_account_with_the_address_of_a_deleted_one_gets_no_old_voucher(
    clock: Clock, vouchers: Vouchers
) -> None:
    promotion = make_promotion(hold_days=0)
    advocate = make_advocate(promotion, "someone@mail.example")
    refer(advocate)
    issued = Reward.objects.get(role="advocate")
    assert issued.result
    get_user_model().objects.all().delete()
    clock.move(days=1)

    again = join(promotion, make_user("someone@mail.example"), terms=TERMS)

    assert read(issued).result == ""
    assert again.code != advocate.code
    assert isinstance(claim(advocate.code, email="friend@mail.example"), Refusal)
    # What comes later is shown, and the limit counts both.
    later = refer(again)
    assert later.rewards.get(role="advocate").result
    assert read(again).rewarded == 2


@pytest.mark.usefixtures("commits")
def test_a_voucher_that_is_being_created_then_is_taken_back(
    clock: Clock, vouchers: Vouchers
) -> None:
    promotion = make_promotion(hold_days=0)
    advocate = make_advocate(promotion, "someone@mail.example")

    def move(reward: Reward) -> None:
        if reward.role == "advocate":
            get_user_model().objects.all().delete()
            join(promotion, make_user("someone@mail.example"), terms=TERMS)

    vouchers.after = move
    refer(advocate)

    settle_after(clock, minutes=11)

    reward = Reward.objects.get(role="advocate")
    assert (reward.state, reward.result) == ("withdrawn", "")


def test_customers_without_an_address_are_different_advocates() -> None:
    promotion = make_promotion()
    users = [make_user(), make_user()]
    for user in users:
        user.email = ""
        user.save()

    assert len({join(promotion, user, terms=TERMS).pk for user in users}) == 2


def test_a_code_that_is_taken_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    promotion = make_promotion()
    taken = make_advocate(promotion).code
    drawn = iter([taken, taken, "7K01M4XZ"])
    monkeypatch.setattr(codes, "mint", lambda: next(drawn))

    assert make_advocate(promotion).code == "7K01M4XZ"


def test_a_customer_who_joins_twice_at_once_is_one_advocate(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    promotion, user = make_promotion(), make_user()
    save = Advocate.save

    def save_late(advocate: Advocate, **options: Any) -> None:
        monkeypatch.setattr(Advocate, "save", save)
        join(promotion, user, terms=TERMS)
        save(advocate, **options)

    monkeypatch.setattr(Advocate, "save", save_late)

    assert join(promotion, user, terms=TERMS) == Advocate.objects.get()


def test_the_cards_of_an_advocate_are_kept_up_to_a_limit() -> None:
    promotion = make_promotion()
    advocate = make_advocate(promotion, same=["card"])

    join(promotion, advocate.user, terms=TERMS, same=[f"card {each}" for each in range(60)])

    assert len(read(advocate).same_hashes) == MOST_SAME


def test_the_name_of_an_advocate_in_logs_has_no_code() -> None:
    advocate = make_advocate(make_promotion())

    assert str(advocate) == f"#{advocate.pk}"


def test_nobody_is_an_advocate_and_a_friend_at_once() -> None:
    advocate = make_advocate(make_promotion(), "someone@mail.example")

    with pytest.raises(IntegrityError):
        advocate.referrals.create(
            promotion=advocate.promotion,
            advocate_key=advocate.key_hash,
            friend_key=get_person_key("someone@mail.example"),
            at=timezone.now(),
        )
