"""A promotion starts when its checklist is done, pauses, and ends."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from pytest_django import Settings

from sharekit.contrib.promotions.marketing.checklist import list_steps
from sharekit.contrib.promotions.marketing.running import end, pause, start
from sharekit.contrib.promotions.models import Promotion
from tests.unit.contrib.promotions import shop
from tests.unit.contrib.promotions.world import make_promotion, read

pytestmark = pytest.mark.django_db
State = Promotion.State


def list_missing(promotion: Promotion) -> list[str]:
    return [step.name for step in list_steps(promotion) if not step.is_done]


def test_a_promotion_whose_checklist_is_done_starts_once() -> None:
    promotion = make_promotion(state=State.DRAFT)
    assert (list_missing(promotion), str(promotion)) == ([], promotion.name)

    assert start(promotion)
    assert (promotion.state, promotion.starts_at is not None) == (State.LIVE, True)
    assert not start(promotion)


def test_a_start_in_the_future_is_named() -> None:
    begin = timezone.now() + timedelta(days=24)
    promotion = make_promotion(state=State.DRAFT, starts_at=begin)

    assert date_format(timezone.localtime(begin)) in start(promotion).sentence


@pytest.mark.parametrize(
    ("columns", "step"),
    [
        ({"goal": "orders"}, "goal"),
        ({"friend_offer": " "}, "offer"),
        ({"terms_version": ""}, "terms"),
        ({"terms_url": ""}, "terms"),
        ({"min_value": Decimal(50)}, "value"),
        ({"min_value": Decimal(50), "currency": "EUR"}, ""),
        ({"min_value": Decimal(50), "currency": "XYZ"}, "value"),
        ({"hold_days": 91}, "kept"),
        ({"ends_at": timezone.now()}, "end"),
        ({"ends_at": timezone.now() + timedelta(days=1)}, ""),
    ],
)
def test_a_promotion_that_lacks_something_does_not_start(
    columns: dict[str, Any], step: str
) -> None:
    promotion = make_promotion(state=State.DRAFT, **columns)

    outcome = start(promotion)

    assert list_missing(promotion) == ([step] if step else [])
    assert outcome.happened == (not step)
    assert outcome.sentence.endswith(".")
    assert read(promotion).state == (State.DRAFT if step else State.LIVE)


def test_a_site_that_cannot_create_rewards_starts_nothing(settings: Settings) -> None:
    settings.SHAREKIT = {"GOALS": {"order": "Orders"}}
    promotion = make_promotion(state=State.DRAFT)

    assert list_missing(promotion) == ["hash-key", "issue", "withdraw", "site-url"]
    assert not start(promotion)


@pytest.mark.parametrize(
    ("columns", "step"),
    [
        ({"hold_days": 0}, "hold"),
        ({"cap_total": 0}, "caps"),
        ({"cap_per_advocate": 0}, "caps"),
        ({"share_text": "Try this shop!"}, "disclosure"),
        ({"share_text": "A mug for me", "advocate_offer": "a mug"}, ""),
    ],
)
def test_a_promotion_may_start_without_what_is_only_advised(
    columns: dict[str, Any], step: str
) -> None:
    promotion = make_promotion(state=State.DRAFT, **columns)

    assert list_missing(promotion) == ([step] if step else [])
    assert start(promotion)


def test_a_promotion_pauses_goes_on_and_ends() -> None:
    promotion = make_promotion(state=State.DRAFT)
    assert not pause(promotion)
    assert not end(promotion)

    for change, state in ((start, State.LIVE), (pause, State.PAUSED), (start, State.LIVE)):
        assert change(promotion)
        assert promotion.state == state
    begun = promotion.starts_at
    assert pause(promotion)
    assert end(promotion)
    assert (promotion.state, promotion.starts_at) == (State.ENDED, begun)
    assert not start(promotion)
    assert not pause(promotion)
    assert not end(promotion)


def test_a_site_without_withdraw_is_advised_to_set_it(settings: Settings) -> None:
    settings.SHAREKIT = {**settings.SHAREKIT, "PROMOTIONS": {"ISSUE": shop.ISSUE}}
    promotion = make_promotion(state=State.DRAFT)

    assert list_missing(promotion) == ["withdraw"]
    assert start(promotion)
