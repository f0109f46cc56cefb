"""Ends referrals without a reward: too late, refused by a person, or the order was taken back."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils import timezone

from sharekit.contrib.promotions.models import Referral
from sharekit.contrib.promotions.settle.locks import announce, hold
from sharekit.contrib.promotions.settle.rewards import take_back_rewards


def end(referral: int, *, advocate: int, where: Q, **columns: Any) -> bool:
    """Set a referral's last state if a condition holds; return whether it happened.

    Rewards that it had are withdrawn: those that were not issued in the same transaction.
    """
    with hold(advocate):
        # No other transaction changes it before the end of this one.
        before = Referral.objects.select_related("promotion").get(pk=referral)
        ended = Referral.objects.filter(where, pk=referral)
        if not ended.update(**{"decided_at": timezone.now()} | columns):
            return False
        take_back_rewards(before, was_approved=before.state == Referral.State.APPROVED)
        before.refresh_from_db()
        announce(before)
    return True
