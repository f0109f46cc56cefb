"""Makes promotions, customers and orders, and moves the clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models

from sharekit.contrib.promotions.models import Advocate, Promotion, Referral, Reward
from sharekit.contrib.promotions.public import claim, join, qualify
from sharekit.contrib.promotions.settle.run import settle

TERMS = "2026-11"
_numbers = count(1)


class Clock:
    """A clock that stops, and starts at the moment of its creation."""

    def __init__(self) -> None:
        self._now = datetime.now(UTC)

    def now(self) -> datetime:
        return self._now

    def move(self, **by: float) -> None:
        self._now += timedelta(**by)


def make_promotion(**columns: Any) -> Promotion:
    """Write a promotion that runs."""
    given: dict[str, Any] = {
        "slug": f"friends-{next(_numbers)}",
        "name": "Friends",
        "headline": "Give EUR 10, get EUR 10",
        "friend_offer": "EUR 10",
        "advocate_offer": "EUR 10",
        "share_text": "We both get EUR 10.",
        "goal": "order",
        "terms_url": "/terms/",
        "terms_version": TERMS,
        "hold_days": 30,
        "state": Promotion.State.LIVE,
    }
    return Promotion.objects.create(**given | columns)


def make_user(email: str = "") -> Any:
    number = next(_numbers)
    return get_user_model().objects.create(
        username=f"user-{number}", email=email or f"user-{number}@shop.example"
    )


def make_advocate(promotion: Promotion, email: str = "", **columns: Any) -> Advocate:
    return join(promotion, make_user(email), terms=promotion.terms_version, **columns)


def make_claim(advocate: Advocate, email: str = "", **columns: Any) -> Referral:
    """Let a friend claim by an advocate's code."""
    address = email or f"friend-{next(_numbers)}@mail.example"
    referral = claim(advocate.code, email=address, **columns)
    assert isinstance(referral, Referral)
    return referral


def make_order(email: str, number: object = None, **columns: Any) -> Referral | None:
    """Let somebody order something."""
    name = str(number or f"order-{next(_numbers)}")
    return qualify("order", name, email=email, **columns)


def refer(advocate: Advocate, **columns: Any) -> Referral:
    """Let a friend claim and order."""
    address = f"friend-{next(_numbers)}@mail.example"
    make_claim(advocate, address)
    referral = make_order(address, **columns)
    assert referral is not None
    return referral


def read(row: models.Model) -> Any:
    """Return a row as it is now."""
    return type(row)._default_manager.get(pk=row.pk)


def list_rewards(referral: Referral) -> dict[str, str]:
    """Return the states of a referral's rewards by role."""
    return dict(Reward.objects.filter(referral=referral).values_list("role", "state"))


def settle_after(clock: Clock, **by: float) -> None:
    clock.move(**by)
    settle()
