"""What waits for the commit of an order happens after it, and not if the order is rolled back."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from sharekit.contrib.promotions.models import Referral
from sharekit.contrib.promotions.referring import claim as claiming
from sharekit.contrib.promotions.referring import qualify as qualifying
from sharekit.contrib.promotions.signals import referral_decided
from tests.unit.contrib.promotions.shop import Vouchers
from tests.unit.contrib.promotions.world import (
    make_advocate,
    make_claim,
    make_order,
    make_promotion,
    read,
    refer,
)

pytestmark = pytest.mark.django_db(transaction=True)
FRIEND = "friend@mail.example"
State = Referral.State


def test_a_decision_is_announced_after_its_commit() -> None:
    states = []

    def note(referral: Referral, **_kwargs: object) -> None:
        assert not connection.in_atomic_block
        states.append(referral.state)

    referral_decided.connect(note)
    try:
        refer(make_advocate(make_promotion(hold_days=0)))
    finally:
        referral_decided.disconnect(note)

    assert states == ["approved"]


def test_an_error_after_the_commit_harms_no_order(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*given: object, **named: object) -> None:
        raise RuntimeError

    advocate = make_advocate(make_promotion(hold_days=0, friend_reward_at="claim"), same=["card"])
    for module, name in ((claiming, "settle_claim"), (qualifying, "settle_order")):
        monkeypatch.setattr(module, name, fail)

    assert refer(advocate).state == State.PENDING
    monkeypatch.setattr(qualifying, "add_same", fail)
    assert make_order("advocate@mail.example", user=advocate.user, same=["card"]) is None


def test_an_order_that_is_rolled_back_leaves_the_claim_open(vouchers: Vouchers) -> None:
    referral = make_claim(make_advocate(make_promotion(hold_days=0)), FRIEND)

    with transaction.atomic():
        make_order(FRIEND, "17")
        transaction.set_rollback(True)

    assert read(referral).state == State.CLAIMED
    assert vouchers.count() == 0
    assert make_order(FRIEND, "17") == referral
    assert vouchers.count() == 2
