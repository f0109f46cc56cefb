"""What names a person or an order is emptied; hashes stay, so nobody is rewarded twice."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import call_command
from pytest_django import Settings

from sharekit.contrib.conversions.public import reverse_conversion
from sharekit.contrib.promotions.keeping import PromotionKeeper
from sharekit.contrib.promotions.marketing.advocates import block
from sharekit.contrib.promotions.marketing.decisions import refuse
from sharekit.contrib.promotions.models import Advocate, Referral, Reward
from sharekit.contrib.promotions.public import Refusal, claim, join
from sharekit.contrib.promotions.settle.run import settle
from sharekit.privacy.page import describe_privacy
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
State = Referral.State


def dump() -> str:
    """Return all rows of promotions and conversions as text."""
    labels = ("sharekit_promotions", "sharekit_conversions")
    models = [model for label in labels for model in apps.get_app_config(label).get_models()]
    return json.dumps([list(each._default_manager.values()) for each in models], default=str)


def forget(address: str, **options: Any) -> str:
    output = StringIO()
    call_command("sharekit_forget", person=address, no_input=True, stdout=output, **options)
    return output.getvalue()


def test_order_and_account_are_emptied_when_the_decision_is_old(clock: Clock) -> None:
    user = make_user(FRIEND)
    advocate = make_advocate(make_promotion(hold_days=30))
    make_claim(advocate, FRIEND, user=user)
    decided = make_order(FRIEND, "order-17", value=5, currency="EUR")
    assert decided is not None
    open_ = refer(advocate)
    Referral.objects.filter(pk=open_.pk).update(flags="same")
    settle_after(clock, days=30)

    clock.move(days=89)
    assert KEEPER.prune() == 0
    clock.move(days=2)
    assert KEEPER.prune() == 1
    assert KEEPER.prune() == 0

    assert "order-17" not in dump()
    assert read(decided).user is None
    assert read(open_).order != ""


def test_hashes_of_cards_are_emptied_with_the_order_and_with_the_person(clock: Clock) -> None:
    advocate = make_advocate(make_promotion(hold_days=0))
    refer(advocate, same=["card 1"])
    make_claim(advocate, FRIEND)
    make_order(FRIEND, same=["card 2"])
    assert [len(each) for each in list_hashes()] == [1, 1]
    output = StringIO()
    call_command("sharekit_export", person=FRIEND, stdout=output)
    assert json.loads(output.getvalue())["promotions"][0]["same_hashes"] == list_hashes()[1]

    KEEPER.forget_person(FRIEND)
    assert [len(each) for each in list_hashes()] == [1, 0]
    clock.move(days=91)
    KEEPER.prune()
    assert list_hashes() == [[], []]


def list_hashes() -> list[list[str]]:
    return list(Referral.objects.order_by("pk").values_list("same_hashes", flat=True))


def test_a_reversal_after_the_order_was_emptied_still_takes_the_reward_back(
    clock: Clock, vouchers: Vouchers
) -> None:
    referral = refer(make_advocate(make_promotion(hold_days=0)))
    clock.move(days=91)
    assert KEEPER.prune() == 1

    reverse_conversion("order", referral.order)
    settle()

    assert vouchers.count() == 0
    assert sorted(vouchers.withdrawn.values()) == [1, 1]


def test_what_is_not_issued_yet_keeps_its_order(clock: Clock, vouchers: Vouchers) -> None:
    vouchers.faults = [TimeoutError()] * 2
    referral = refer(make_advocate(make_promotion(hold_days=0)))
    clock.move(days=91)

    assert KEEPER.prune() == 0
    settle()
    assert KEEPER.prune() == 1
    assert read(referral).order == ""


def test_a_friend_who_is_forgotten_leaves_no_address_and_gets_no_second_reward(
    vouchers: Vouchers,
) -> None:
    promotion = make_promotion(hold_days=0)
    advocate, user = make_advocate(promotion), make_user(FRIEND)
    referral = make_claim(advocate, "Friend@Mail.example", user=user)
    make_order(FRIEND, "order-17")
    result = referral.rewards.get(role="friend").result
    assert {"order-17", result} <= set(dump().replace('"', " ").split())

    assert "Promotions: 1" in forget(FRIEND)

    assert "mail.example" not in dump()
    assert "order-17" not in dump()
    assert result not in dump()
    assert claim(make_advocate(promotion).code, email=FRIEND) == Refusal("used")
    make_claim(advocate, FRIEND)
    assert make_order(FRIEND) is None
    assert vouchers.count("friend") == 1


def test_a_claim_of_a_friend_who_is_forgotten_ends() -> None:
    advocate = make_advocate(make_promotion())
    referral = make_claim(advocate, FRIEND)

    assert KEEPER.forget_person("FRIEND+x@mail.example") == 1

    assert read(referral).state == State.EXPIRED
    assert make_order(FRIEND) is None


def test_a_forgotten_friends_order_may_still_reward_the_advocate(
    clock: Clock, vouchers: Vouchers
) -> None:
    advocate = make_advocate(make_promotion())
    make_claim(advocate, FRIEND)
    referral = make_order(FRIEND)
    assert referral is not None

    KEEPER.forget_person(FRIEND)
    settle_after(clock, days=31)

    assert list_rewards(referral) == {"advocate": "issued"}


def test_a_reward_that_was_not_issued_is_withdrawn_when_its_person_is_forgotten(
    clock: Clock, vouchers: Vouchers
) -> None:
    vouchers.faults = [TimeoutError()] * 2
    promotion = make_promotion(hold_days=0)
    advocate = make_advocate(promotion)
    make_claim(advocate, FRIEND)
    referral = make_order(FRIEND)
    assert referral is not None

    KEEPER.forget_person(FRIEND)
    settle_after(clock, hours=1)

    assert list_rewards(referral) == {"advocate": "issued", "friend": "withdrawn"}
    assert vouchers.count() == 1
    assert read(promotion).rewarded == 1


def test_an_advocate_who_is_forgotten_has_no_code_and_keeps_the_caps(vouchers: Vouchers) -> None:
    promotion = make_promotion(hold_days=0, cap_per_advocate=1)
    advocate = make_advocate(promotion, "someone@gmail.com", same=["card"])
    user, code = advocate.user, advocate.code
    referral = refer(advocate)
    block(advocate, reason="wrote to someone@gmail.com")

    KEEPER.forget_person("some.one@gmail.com")

    left = read(advocate)
    assert (left.user, left.code, left.same_hashes, left.reason) == (None, None, [], "")
    assert read(referral.rewards.get(role="advocate")).result == ""
    assert claim(code, email=FRIEND) == Refusal("unknown")
    again = join(promotion, user, terms=TERMS)
    assert (again.pk, again.rewarded) == (advocate.pk, 1)
    assert again.blocked_at is not None


def test_a_person_is_found_by_the_present_address_of_the_account() -> None:
    advocate = make_advocate(make_promotion(), "old@mail.example")
    get_user_model().objects.update(email="New@mail.example")

    assert KEEPER.forget_person("new@mail.example") == 1
    assert read(advocate).user is None


def test_words_of_the_marketer_and_who_decided_are_emptied() -> None:
    staff = make_user("staff@shop.example")
    referral = refer(make_advocate(make_promotion()))
    refuse(referral, by=staff, reason="as Friend@Mail.example said")

    assert KEEPER.forget_person(FRIEND) == 1
    assert KEEPER.forget_person("staff@shop.example") == 1

    assert (read(referral).reason, read(referral).decided_by) == ("", None)


@pytest.mark.parametrize("address", ["+49 30 1234567", "nobody@mail.example", "x\0@mail.example"])
def test_nothing_is_emptied_for_a_person_who_is_unknown(address: str) -> None:
    refer(make_advocate(make_promotion()))
    before = dump()

    assert KEEPER.forget_person(address) == 0
    assert KEEPER.export_person(address) == []
    assert dump() == before


def test_a_trial_forgets_nothing() -> None:
    make_claim(make_advocate(make_promotion()), FRIEND)
    before = dump()

    assert "Promotions: 1" in forget(FRIEND, dry_run=True)
    assert dump() == before


def test_a_person_gets_a_copy_of_both_parts(vouchers: Vouchers) -> None:
    promotion = make_promotion(slug="friends", hold_days=0)
    user = make_user(FRIEND)
    own = join(promotion, user, terms=TERMS)
    refer(own)
    make_claim(make_advocate(promotion), FRIEND, user=user, is_new=True)
    make_order(FRIEND, "order-17", value=5, currency="EUR")

    output = StringIO()
    call_command("sharekit_export", person=FRIEND, stdout=output)
    advocate, friend = json.loads(output.getvalue())["promotions"]

    assert (advocate["role"], advocate["code"]) == ("advocate", own.code)
    assert [each["state"] for each in advocate["rewards"]] == ["issued"]
    assert (friend["role"], friend["order"], friend["state"]) == ("friend", "order-17", "approved")
    assert friend["was_new"] is True
    assert friend["rewards"][0]["result"].startswith("V-")
    assert {advocate["promotion"], friend["promotion"]} == {"friends"}


def test_no_row_holds_an_address_in_the_clear() -> None:
    advocate = make_advocate(make_promotion(hold_days=0), "someone@mail.example", same=["card 1"])
    make_order("someone@mail.example", same=["card 2"])
    make_claim(advocate, FRIEND)
    make_order(FRIEND, same=["card 3"])
    assert Reward.objects.count() == 2

    assert "mail.example" not in dump()
    assert "card" not in dump()


def test_the_privacy_page_says_for_how_long_all_this_is_kept(settings: Settings) -> None:
    settings.SHAREKIT = {**settings.SHAREKIT, "KEEP_DAYS": 30}
    limits = {
        item.name: item.limit
        for table in describe_privacy().tables
        if table.db_table in {Advocate._meta.db_table, Referral._meta.db_table}
        for item in table.columns
    }

    assert limits["order"] == "30 days after the decision"
    assert limits["code"].startswith("until the account is deleted")
    assert limits["friend_key"].startswith("as long as the promotion")
