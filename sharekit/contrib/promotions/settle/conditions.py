"""The conditions under which a referral or a reward takes its next step, without a join.

An update with a join would look up its rows first, and then change them whatever they are by then.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThan

from sharekit.contrib.conversions.models import Conversion
from sharekit.contrib.conversions.models import State as ConversionState
from sharekit.contrib.promotions.models import (
    MOST_DAYS,
    Advocate,
    Promotion,
    Referral,
    Reward,
)

State = Referral.State
OPEN: Final = (State.CLAIMED, State.PENDING, State.APPROVED)
"""The states in which a referral may have rewards."""


def span(days: int) -> timedelta:
    """Return days of a promotion; a calendar ends where code has written too many."""
    return timedelta(days=min(days, MOST_DAYS))


def has_conversion(state: ConversionState) -> Exists:
    """Return the condition that a referral's conversion has this state."""
    conversions = Conversion.objects.filter(
        goal=OuterRef("goal"), key_hash=OuterRef("key_hash"), state=state
    )
    return Exists(conversions)


def is_blocked() -> Exists:
    """Return the condition that a referral's advocate is blocked."""
    blocked = Advocate.objects.filter(pk=OuterRef("advocate_id"), blocked_at__isnull=False)
    return Exists(blocked)


def is_undecided() -> Q:
    """Return the condition of a referral that waits for a person.

    A flagged claim waits if its friend would be rewarded for it, else only its order does.
    """
    is_held = Q(~Q(flags="") | Q(is_blocked()), state=State.PENDING, decided_at=None)
    is_held_claim = Q(~Q(flags=""), Q(_is_at_once()), state=State.CLAIMED)
    return is_held | is_held_claim


def is_ready(now: datetime) -> Q:
    """Return the condition of a referral that is approved now."""
    may_pass = ~Q(is_blocked()) | Q(decided_at__isnull=False)
    recorded = Q(has_conversion(ConversionState.RECORDED))
    return Q(recorded, may_pass, state=State.PENDING, flags="", hold_until__lte=now)


def is_reversed() -> Q:
    """Return the condition of a referral whose conversion was taken back."""
    is_reversed = Q(has_conversion(ConversionState.REVERSED))
    return Q(is_reversed, state__in=(State.PENDING, State.APPROVED))


def is_unrewarded_claim() -> Q:
    """Return the condition of a claim whose friend was promised a reward at once, and has none."""
    rewards = Reward.objects.filter(referral=OuterRef("pk"), role=Reward.Role.FRIEND)
    return Q(_is_at_once(), ~Exists(rewards), state__in=OPEN, flags="")


def _is_at_once() -> Exists:
    at_once = Promotion.objects.filter(
        pk=OuterRef("promotion_id"), friend_reward_at=Promotion.FriendReward.CLAIM
    )
    return Exists(at_once)


def has_place() -> Q:
    """Return the condition of a promotion with a place that was not promised to a friend.

    A friend who has ordered waits for days, in which others must not take the last place.
    """
    waiting = Referral.objects.filter(
        promotion=OuterRef("pk"),
        state=State.PENDING,
        promotion__friend_reward_at=Promotion.FriendReward.APPROVAL,
    )
    number = waiting.order_by().values("promotion").annotate(number=Count("*")).values("number")
    taken = F("rewarded") + Coalesce(Subquery(number), 0)
    return Q(cap_total=0) | Q(LessThan(taken, F("cap_total")))


def is_due(now: datetime) -> Q:
    """Return the condition of a reward that is issued now.

    One that a worker was issuing is due again when that worker's time is over.
    """
    deserved = Referral.objects.filter(
        Q(key_hash="") | Q(has_conversion(ConversionState.RECORDED)),
        pk=OuterRef("referral_id"),
        state__in=OPEN,
    )
    states = (Reward.State.DUE, Reward.State.ISSUING)
    return Q(Exists(deserved), state__in=states, next_at__lte=now)
