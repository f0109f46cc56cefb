"""Tests the pages of referrals, advocates and rewards, on which a person decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.admin.models import LogEntry
from django.db.models import Model
from django.test import Client

from sharekit.contrib.promotions.models import Referral, Reward
from tests.unit.contrib.promotions.shop import Vouchers
from tests.unit.contrib.promotions.world import (
    Clock,
    list_rewards,
    make_advocate,
    make_claim,
    make_order,
    make_promotion,
    read,
    refer,
    settle_after,
)

ROOT = "/admin/sharekit_promotions"


def get_address(row: Model, rest: str = "change") -> str:
    return f"{ROOT}/{row._meta.model_name}/{row.pk}/{rest}/"


def decide(client: Client, row: Model, move: str, **data: str) -> Any:
    return client.post(get_address(row, f"moves/{move}"), data, follow=True)


def flag() -> Referral:
    """Let a friend order with the card of the advocate."""
    advocate = make_advocate(make_promotion(), "advocate@mail.example")
    make_order("advocate@mail.example", same=["card"])
    return refer(advocate, same=["card"], value=20, currency="EUR")


def test_a_flagged_referral_says_why_and_waits_for_a_person(marketer: Client, clock: Clock) -> None:
    referral = flag()
    settle_after(clock, days=365)
    assert list_rewards(referral) == {}

    listed = marketer.get(f"{ROOT}/referral/?undecided=1").content.decode()
    page = marketer.get(get_address(referral)).content.decode()
    assert get_address(referral) in listed
    assert "card" in page
    assert "EUR 20.00" in page
    assert "moves/approve/" in page

    decide(marketer, referral, "approve")

    settle_after(clock, minutes=5)
    assert list_rewards(referral) == {"advocate": "issued", "friend": "issued"}
    assert read(referral).decided_by is not None
    assert LogEntry.objects.count() == 1
    assert "moves/approve/" not in marketer.get(get_address(referral)).content.decode()


def test_a_referral_is_refused_with_a_reason(marketer: Client, clock: Clock) -> None:
    referral = flag()

    decide(marketer, referral, "refuse", reason="One household\0")

    settle_after(clock, days=365)
    row = read(referral)
    assert (row.state, row.reason) == ("refused", "One household")
    assert list_rewards(referral) == {}
    answer = decide(marketer, referral, "approve")
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]


def test_reasons_of_the_engine_are_shown_in_words_and_before_the_flags(marketer: Client) -> None:
    referral = flag()
    for reason, words in {
        "customer": "customer already",
        "self": "own account",
        "same": "same card or household",
        "same blocked": "advocate is blocked",
        "A blocked person": "A blocked person",
        "": "More than five friends",
    }.items():
        Referral.objects.filter(pk=referral.pk).update(
            state="refused", reason=reason, flags="speed"
        )
        listed = marketer.get(f"{ROOT}/referral/").content.decode()
        assert words in listed
        assert ("More than five friends" in listed) == (not reason)


def test_what_waits_only_for_its_time_can_be_refused(marketer: Client) -> None:
    referral = refer(make_advocate(make_promotion()))

    page = marketer.get(get_address(referral)).content.decode()

    assert "moves/refuse/" in page
    assert "moves/approve/" not in page
    undecided = marketer.get(f"{ROOT}/referral/?undecided=1").content.decode()
    assert get_address(referral) not in undecided


def test_a_friend_who_has_not_ordered_has_no_value(marketer: Client) -> None:
    make_claim(make_advocate(make_promotion()))

    assert marketer.get(f"{ROOT}/referral/").status_code == 200


def test_an_advocate_is_blocked_and_unblocked(marketer: Client, clock: Clock) -> None:
    advocate = make_advocate(make_promotion())
    referral = refer(advocate)

    decide(marketer, advocate, "block", reason="Coupon site")
    assert read(advocate).reason == "Coupon site"
    assert "blocked" in marketer.get(get_address(referral)).content.decode()
    settle_after(clock, days=60)
    assert list_rewards(referral) == {}

    decide(marketer, advocate, "unblock")
    settle_after(clock, minutes=5)
    assert list_rewards(referral) == {"advocate": "issued", "friend": "issued"}


def test_an_advocate_who_was_forgotten_has_no_code(marketer: Client) -> None:
    advocate = make_advocate(make_promotion())
    type(advocate).objects.update(code=None, user=None)

    page = marketer.get(f"{ROOT}/advocate/").content.decode()

    assert f"#{advocate.pk}" in page
    assert "icon-no" in page


def test_a_reward_that_failed_is_tried_again(
    marketer: Client, clock: Clock, vouchers: Vouchers
) -> None:
    referral = refer(make_advocate(make_promotion(hold_days=14)))
    vouchers.faults = [RuntimeError("The service is away.")] * 40
    settle_after(clock, days=15)
    for _ in range(20):
        settle_after(clock, days=2)
    vouchers.faults = []
    failed = Reward.objects.filter(referral=referral, state="failed")
    assert len(failed) == 2
    assert "RuntimeError" in marketer.get(f"{ROOT}/reward/").content.decode()
    assert "moves/again/" in marketer.get(get_address(failed[0])).content.decode()

    for reward in failed:
        decide(marketer, reward, "again")

    settle_after(clock, minutes=5)
    assert list_rewards(referral) == {"advocate": "issued", "friend": "issued"}
    reward = Reward.objects.filter(referral=referral)[0]
    assert "moves/again/" not in marketer.get(get_address(reward)).content.decode()


def test_a_decision_needs_a_post_and_the_permission(
    marketer: Client, log_in: Callable[..., Client]
) -> None:
    referral = flag()

    assert marketer.get(get_address(referral, "moves/approve")).status_code == 404
    assert marketer.post(get_address(referral, "moves/erase")).status_code == 404
    colleague = log_in("view_referral")
    assert colleague.post(get_address(referral, "moves/approve")).status_code == 403
    assert "moves/approve/" not in colleague.get(get_address(referral)).content.decode()
    assert read(referral).state == "pending"


def test_no_row_is_added_changed_or_deleted_by_hand(marketer: Client) -> None:
    referral = flag()

    for row in (referral, referral.advocate):
        name = row._meta.model_name
        assert marketer.get(f"{ROOT}/{name}/add/").status_code == 403
        assert marketer.post(get_address(row), {"state": "approved"}).status_code == 403
        assert marketer.post(get_address(row, "delete"), {"post": "yes"}).status_code == 403
    assert read(referral).state == "pending"


def test_lists_cannot_be_asked_for_hashes(marketer: Client) -> None:
    referral = flag()

    for query in ("friend_key__startswith=a", "advocate__user__email__startswith=a"):
        answer = marketer.get(f"{ROOT}/referral/?{query}")
        assert answer.status_code in {302, 400}
    page = marketer.get(get_address(referral)).content.decode()
    assert referral.friend_key not in page
