"""Approves referrals whose time of waiting is over, and creates their rewards."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils import timezone

from sharekit.contrib.promotions.models import Referral
from sharekit.contrib.promotions.settle.conditions import is_ready, is_unrewarded_claim
from sharekit.contrib.promotions.settle.end import end
from sharekit.contrib.promotions.settle.locks import announce, hold
from sharekit.contrib.promotions.settle.person import Person, list_mutual
from sharekit.contrib.promotions.settle.rewards import add_friend_reward, add_rewards
from sharekit.contrib.promotions.settle.same import flag_same

State = Referral.State
_MUTUAL: Final[dict[str, Any]] = {"state": State.REFUSED, "reason": "mutual"}


def approve(referral: int, *, advocate: int, now: datetime) -> bool:
    """Approve a referral if it is ready, and create its rewards; return whether it happened.

    Nothing of it happens without the rest: one transaction.
    """
    mutual = _list_mutual(referral)
    with hold(advocate, *mutual.values_list("advocate_id", flat=True)):
        ready = Referral.objects.filter(is_ready(now), pk=referral)
        if mutual.filter(Q(pk__lt=referral) | Q(state=State.APPROVED)).exists():
            end(referral, advocate=advocate, where=is_ready(now), **_MUTUAL)
            return False
        if ready.values_list("same_hashes", flat=True).first():
            # What a dead process has not compared.
            flag_same(advocate)
        if not ready.update(state=Referral.State.APPROVED, decided_at=timezone.now()):
            return False
        approved = _read(referral)
        add_rewards(approved)
        announce(approved)
    return True


def _list_mutual(referral: int) -> QuerySet[Referral]:
    """Return the referrals in which the friend has invited the advocate, and that may be rewarded.

    Two orders at the same moment, each the first that names its account, did not see each other.
    """
    row = Referral.objects.select_related("advocate__user", "user").get(pk=referral)
    mutual = list_mutual(Person(key=row.friend_key, user=row.user), row.advocate)
    return mutual.filter(state__in=(State.PENDING, State.APPROVED))


def reward_claim(referral: int, *, advocate: int) -> None:
    """Create the reward that a promotion gives at once, for a claim that is not flagged."""
    with hold(advocate):
        if Referral.objects.filter(is_unrewarded_claim(), pk=referral).exists():
            add_friend_reward(_read(referral))


def _read(referral: int) -> Referral:
    return Referral.objects.select_related("promotion", "advocate").get(pk=referral)
