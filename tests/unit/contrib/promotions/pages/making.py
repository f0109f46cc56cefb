"""A promotion, its advocates, and their friends."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils import timezone

from sharekit.contrib.promotions.models import Advocate, Promotion, Referral, Reward

CODE = "K7M2XQ9D"
SITE = {
    "SITE_URL": "https://news.example",
    "HASH_KEY": "not a secret: for the tests only",
    "GOALS": {"order": "Orders"},
}
PANEL = "/account/"
"""A page of the site with the panel."""
ORDER = "/order/"
"""A page of the site with the field."""


def make_promotion(**values: Any) -> Promotion:
    """Return a live promotion."""
    defaults: dict[str, Any] = {
        "slug": "friends",
        "name": "Friends of coffee",
        "headline": "10 euros off your first order",
        "friend_offer": "10 euros off, from 30 euros",
        "advocate_offer": "10 euros for your next order",
        "share_text": "Try this coffee. We both get 10 euros:",
        "destination": "/shop/",
        "goal": "order",
        "terms_url": "/terms/",
        "terms_version": "2026-11",
        "state": Promotion.State.LIVE,
    }
    return Promotion.objects.create(**defaults | values)


def make_advocate(promotion: Promotion, *, name: str = "Anna", **values: Any) -> Advocate:
    """Return an advocate, with the code that the tests know."""
    count = Advocate.objects.count()
    user = User.objects.create_user(f"user{count}", f"user{count}@news.example", first_name=name)
    defaults: dict[str, Any] = {
        "code": CODE,
        "key_hash": f"hash {count}",
        "terms_version": promotion.terms_version,
        "joined_at": timezone.now(),
    }
    return Advocate.objects.create(promotion=promotion, user=user, **defaults | values)


def make_referral(advocate: Advocate, state: str, *, voucher: str = "") -> Referral:
    """Return a friend's referral, with the advocate's reward if there is a voucher."""
    count = Referral.objects.count()
    referral = Referral.objects.create(
        promotion=advocate.promotion,
        advocate=advocate,
        advocate_key=advocate.key_hash,
        friend_key=f"friend {count}",
        state=state,
        at=timezone.now(),
    )
    if voucher:
        Reward.objects.create(
            referral=referral,
            role=Reward.Role.ADVOCATE,
            state=Reward.State.ISSUED,
            result=voucher,
        )
    return referral


def is_draft(request: HttpRequest) -> bool:
    """Show a draft, whatever is asked for."""
    return True


def read_words(html: str) -> str:
    """Return what a page says, without tags."""
    return " ".join(re.sub("<[^>]*>", "", html.partition("<main>")[2]).split())


def read_friends(html: str) -> list[int]:
    """Return the numbers of friends and rewards on the panel."""
    return [int(number) for number in re.findall(r"<dd>(\d+)</dd>", html)]
