"""A friend claims once in a promotion, by the first code, and nobody by their own."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sharekit.contrib.promotions.marketing.advocates import block
from sharekit.contrib.promotions.models import Advocate, Promotion, Referral
from sharekit.contrib.promotions.public import Refusal, claim, join, leave
from sharekit.contrib.promotions.referring import claim as claiming
from sharekit.contrib.promotions.settle.run import settle
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

pytestmark = pytest.mark.django_db
FRIEND = "friend@mail.example"


def refuse(advocate: Advocate, **columns: Any) -> str:
    """Claim by a code that is refused, and return the reason."""
    refusal = claim(advocate.code, **{"email": FRIEND} | columns)
    assert isinstance(refusal, Refusal)
    assert refusal.sentence.endswith(".")
    return refusal.reason


def test_the_same_code_again_is_the_same_referral() -> None:
    advocate = make_advocate(make_promotion())

    first = make_claim(advocate, FRIEND)

    assert make_claim(advocate, "Friend+again@mail.example") == first
    assert Referral.objects.count() == 1


def test_the_first_code_wins() -> None:
    promotion = make_promotion()
    first = make_claim(make_advocate(promotion), FRIEND)

    assert refuse(make_advocate(promotion)) == "used"
    assert Referral.objects.get() == first


def test_two_addresses_of_an_account_are_one_friend() -> None:
    advocate = make_advocate(make_promotion())
    user = make_user(FRIEND)

    first = make_claim(advocate, FRIEND, user=user)

    assert make_claim(advocate, "other@mail.example", user=user) == first
    assert refuse(make_advocate(advocate.promotion), email="x@mail.example", user=user) == "used"


def test_an_advocate_is_refused_by_account_and_by_any_address_of_the_mailbox() -> None:
    advocate = make_advocate(make_promotion(), "someone@gmail.com")

    assert refuse(advocate, email="someone+1@gmail.com") == "self"
    assert refuse(advocate, email="some.one@googlemail.com") == "self"
    assert refuse(advocate, email=FRIEND, user=advocate.user) == "self"


def test_an_advocate_who_changed_the_address_is_refused_by_both() -> None:
    advocate = make_advocate(make_promotion(), "old@mail.example")
    get_user_model().objects.update(email="new@mail.example")

    assert refuse(advocate, email="old@mail.example") == "self"
    assert refuse(advocate, email="new@mail.example") == "self"


def test_two_friends_do_not_refer_one_another() -> None:
    promotion = make_promotion()
    one = make_advocate(promotion, "one@mail.example")
    other = make_advocate(promotion, "other@mail.example")
    make_claim(one, "other@mail.example")

    assert refuse(other, email="one@mail.example") == "mutual"


def test_two_friends_do_not_refer_one_another_under_other_addresses_of_their_accounts() -> None:
    promotion = make_promotion()
    one = make_advocate(promotion, "one@mail.example")
    other = make_advocate(promotion, "other@mail.example")
    make_claim(one, "other@elsewhere.example", user=other.user)

    assert refuse(other, email="one@elsewhere.example", user=one.user) == "mutual"
    assert refuse(other, email="one@mail.example") == "mutual"


def test_two_friends_who_have_changed_their_addresses_do_not_refer_one_another() -> None:
    promotion = make_promotion()
    anna, ben = make_user("anna@mail.example"), make_user("ben@mail.example")
    one, other = (join(promotion, user, terms=promotion.terms_version) for user in (anna, ben))
    make_claim(one, "ben@mail.example")
    for user in (anna, ben):
        user.email = f"new-{user.email}"
        user.save()

    assert refuse(other, email="new-anna@mail.example", user=anna) == "mutual"
    # Without the account nobody knows that it is the same person.
    assert isinstance(claim(other.code, email="new-anna@mail.example"), Referral)


def test_an_account_with_the_advocates_address_is_the_advocate() -> None:
    advocate = make_advocate(make_promotion(), "anna@mail.example")

    assert refuse(advocate, user=make_user("Anna@mail.example")) == "self"


def test_customers_are_refused_where_only_new_ones_are_invited() -> None:
    only_new = make_advocate(make_promotion(only_new=True))
    all_ = make_advocate(make_promotion(only_new=False))

    assert refuse(only_new, is_new=False) == "customer"
    make_claim(only_new, "unknown@mail.example", is_new=None)
    make_claim(all_, FRIEND, is_new=False)


def test_a_friend_who_has_ordered_since_gets_the_same_answer_again() -> None:
    advocate = make_advocate(make_promotion())
    first = make_claim(advocate, FRIEND, is_new=True)
    make_order(FRIEND, is_new=True)

    assert make_claim(advocate, FRIEND, is_new=False) == first


def test_only_an_account_with_the_address_reads_why_the_person_is_refused() -> None:
    promotion = make_promotion()
    anna, ben, carl = (make_user(f"{name}@mail.example") for name in ("anna", "ben", "carl"))
    one, other = (join(promotion, user, terms=promotion.terms_version) for user in (anna, ben))
    make_claim(one, "ben@mail.example")
    cases = {
        "self": (one, anna, True),
        "mutual": (other, anna, True),
        "used": (other, ben, True),
        "customer": (one, carl, False),
    }
    make_claim(one, "dora@mail.example", user=make_user("dora@mail.example"))
    cases["used"] = (other, make_user("Dora@mail.example"), True)

    precise, rules = set(), set()
    for reason, (advocate, user, is_new) in cases.items():
        # Somebody else, with an account or without one, types the address.
        for typed_by in (None, make_user()):
            typed = claim(advocate.code, email=user.email, user=typed_by, is_new=is_new)
            assert isinstance(typed, Refusal)
            assert typed.reason == reason
            rules.add(typed.sentence)
        own = claim(advocate.code, email=user.email, user=user, is_new=is_new)
        assert isinstance(own, Refusal)
        assert own.reason == reason
        precise.add(own.sentence)

    assert len(rules) == 1
    assert len(precise - rules) == len(cases)


def test_an_address_that_is_not_valid_is_refused() -> None:
    assert refuse(make_advocate(make_promotion()), email="friend") == "address"


def test_a_visitor_without_an_account_is_known_by_address_only() -> None:
    referral = make_claim(make_advocate(make_promotion()), FRIEND, user=AnonymousUser())

    assert referral.user is None


def close(promotion: Promotion, **columns: Any) -> None:
    Promotion.objects.filter(pk=promotion.pk).update(**columns)


def test_unknown_left_and_blocked_codes_get_one_answer_by_as_many_queries() -> None:
    left, blocked, paused, ended = (make_advocate(make_promotion()) for _ in range(4))
    leave(left.promotion, left.user)
    for advocate in (blocked, paused):
        block(advocate, reason="coupons")
    # Who is blocked in a paused promotion does not learn that it is paused.
    close(paused.promotion, state="paused")
    close(ended.promotion, state="ended")

    answers, queries = set(), set()
    for code in ("7K01M4XZ", "", left.code, blocked.code, paused.code, ended.code):
        with CaptureQueriesContext(connection) as asked:
            answers.add(claim(code, email=FRIEND))
        queries.add(len(asked))

    assert answers == {Refusal("unknown")}
    assert len(queries) == 1
    assert not Referral.objects.exists()


def test_a_known_code_that_friends_cannot_use_now_is_refused_with_the_reason() -> None:
    paused, full, promised = (make_advocate(make_promotion(cap_total=1)) for _ in range(3))
    close(paused.promotion, state="paused")
    close(full.promotion, rewarded=1)
    refer(promised)

    assert [refuse(each) for each in (paused, full, promised)] == ["paused", "full", "full"]


def test_an_expired_claim_is_not_opened_again(clock: Clock) -> None:
    advocate = make_advocate(make_promotion(claim_days=90))
    referral = make_claim(advocate, FRIEND)

    settle_after(clock, days=90)

    assert read(referral).state == Referral.State.EXPIRED
    assert refuse(advocate) == "used"
    assert make_order(FRIEND) is None


def test_more_than_five_claims_a_day_are_flagged(clock: Clock) -> None:
    advocate = make_advocate(make_promotion())

    claims = [make_claim(advocate) for _ in range(7)]
    clock.move(days=1)
    claims.append(make_claim(advocate))

    assert [each.flags for each in claims] == [""] * 5 + ["speed"] * 2 + [""]


@pytest.mark.usefixtures("commits")
def test_a_friend_may_be_rewarded_at_once(vouchers: Vouchers) -> None:
    referral = make_claim(make_advocate(make_promotion(friend_reward_at="claim")), FRIEND)

    settle()

    assert list_rewards(referral) == {"friend": "issued"}
    assert vouchers.count("friend") == 1


@pytest.mark.usefixtures("commits")
def test_a_flagged_claim_is_not_rewarded_at_once(vouchers: Vouchers) -> None:
    advocate = make_advocate(make_promotion(friend_reward_at="claim"))

    for _ in range(7):
        make_claim(advocate)
    settle()

    assert vouchers.count() == 5


def test_a_reward_at_once_that_was_lost_is_made_up_for(vouchers: Vouchers) -> None:
    # The process ends before its commit is over: in this test nothing runs after a commit.
    make_claim(make_advocate(make_promotion(friend_reward_at="claim")), FRIEND)
    assert vouchers.count() == 0

    settle()
    settle()

    assert vouchers.count("friend") == 1


def test_a_claim_by_another_code_at_the_same_moment_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    promotion = make_promotion()
    one, other = make_advocate(promotion), make_advocate(promotion)
    find = claiming._find

    def find_early(*asked: Any) -> Referral | None:
        monkeypatch.setattr(claiming, "_find", find)
        found = find(*asked)
        make_claim(other, FRIEND)
        return found

    monkeypatch.setattr(claiming, "_find", find_early)

    assert refuse(one) == "used"
    assert Referral.objects.get().advocate == other
