"""A friend reads when the gift comes, from the code to the voucher."""

from __future__ import annotations

import logging

import pytest
from django.template import Context, Template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from sharekit.contrib.promotions.marketing.advocates import block
from sharekit.contrib.promotions.marketing.decisions import refuse
from sharekit.contrib.promotions.models import Reward
from sharekit.contrib.promotions.public import describe_referral
from tests.unit.contrib.promotions.shop import Vouchers
from tests.unit.contrib.promotions.world import (
    Clock,
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
LATER = "Code accepted. Your gift comes after an order that meets the terms."
SOON = "Code accepted. Your gift is on its way."


def render(number: object, goal: str = "order") -> str:
    tag = "{% load sharekit_promotions %}{% referral_thanks goal number %}"
    return Template(tag).render(Context({"goal": goal, "number": number}))


@pytest.mark.usefixtures("commits")
def test_from_the_code_to_the_voucher_the_friend_reads_what_comes_next(
    clock: Clock, vouchers: Vouchers
) -> None:
    claimed = make_claim(
        make_advocate(make_promotion(hold_days=30, min_value=20, currency="EUR")), FRIEND
    )
    assert describe_referral(claimed) == LATER
    make_order(FRIEND, "small", value=5, currency="EUR")
    assert (describe_referral(read(claimed)), render("small")) == (LATER, "")

    order = make_order(FRIEND, "17", value=20, currency="EUR")
    assert order is not None
    assert order.hold_until is not None
    day = date_format(timezone.localtime(order.hold_until), "MONTH_DAY_FORMAT")
    assert render("17") == f"Code accepted. Your gift comes about {day}."
    with override("de"):
        assert render("17").startswith("Code angenommen. Das Geschenk kommt etwa am ")

    clock.move(days=30)
    assert render("17") == SOON
    vouchers.faults = [RuntimeError(), RuntimeError()]
    settle_after(clock, minutes=5)
    assert render("17") == SOON
    settle_after(clock, hours=1)
    # The site shows the voucher.
    assert render("17") == ""


@pytest.mark.usefixtures("commits")
def test_a_gift_at_once_is_on_its_way(vouchers: Vouchers) -> None:
    vouchers.faults = [RuntimeError()]
    referral = make_claim(make_advocate(make_promotion(friend_reward_at="claim")))

    assert describe_referral(referral) == SOON
    # In the transaction of the order it was not created yet.
    Reward.objects.all().delete()
    assert describe_referral(referral) == SOON


def test_what_waits_for_a_person_has_no_day() -> None:
    flagged = refer(make_advocate(make_promotion(), same=["card"]), same=["card"])
    advocate = make_advocate(make_promotion())
    of_blocked = refer(advocate)
    block(advocate)

    assert describe_referral(flagged) == LATER
    assert describe_referral(read(of_blocked)) == LATER


def test_at_the_end_and_over_the_limit_nothing_is_promised() -> None:
    refused = refer(make_advocate(make_promotion()))
    refuse(refused, by=make_user())
    over = refer(make_advocate(make_promotion()))
    Reward.objects.create(referral=over, role="friend", state="over_limit")

    assert [describe_referral(read(each)) for each in (refused, over)] == ["", ""]


@pytest.mark.parametrize(("goal", "number"), [("orders", "17"), ("order", ""), ("order", None)])
def test_a_mistake_in_a_template_renders_nothing_and_is_logged(
    goal: str, number: object, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "sharekit"):
        assert render(number, goal) == ""

    assert "referral_thanks was left out." in caplog.text
