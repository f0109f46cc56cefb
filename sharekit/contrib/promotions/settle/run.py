"""Settles what is due: the task of promotions, and the steps that a single referral needs at once.

A run does each step for many rows, in an order in which the next finds what the one before has
left. It ends after a while; the rest is due in the next run.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils import timezone

from sharekit.contrib.promotions.models import Promotion, Referral, Reward
from sharekit.contrib.promotions.settle.approve import approve, reward_claim
from sharekit.contrib.promotions.settle.conditions import (
    is_due,
    is_ready,
    is_reversed,
    is_unrewarded_claim,
    span,
)
from sharekit.contrib.promotions.settle.end import end
from sharekit.contrib.promotions.settle.issue import issue
from sharekit.contrib.promotions.settle.withdraw import withdraw

SECONDS: Final = 120.0
"""The longest run, without the last call of ISSUE. The next is due after 300 seconds."""
_STEP: Final = 500
State = Referral.State


def settle() -> None:
    """End, approve and reward what is due."""
    until = time.monotonic() + SECONDS
    for step in _STEPS:
        # What a step leaves is due by then.
        step(timezone.now(), until)


def settle_claim(referral: int) -> None:
    """Create and issue the reward of a claim, if its promotion gives one at once."""
    _settle(referral, lambda advocate: reward_claim(referral, advocate=advocate))


def settle_order(referral: int) -> None:
    """Approve a referral that has nothing to wait for, and issue its rewards."""
    now = timezone.now()
    _settle(referral, lambda advocate: approve(referral, advocate=advocate, now=now))


def _settle(referral: int, work: Callable[[int], object]) -> None:
    row = Referral.objects.get(pk=referral)
    work(row.advocate_id)
    now = timezone.now()
    for reward in row.rewards.filter(is_due(now)):
        issue(reward.pk, advocate=row.advocate_id, now=now)


def _end_promotions(now: datetime, until: float) -> None:
    running = (Promotion.State.LIVE, Promotion.State.PAUSED)
    over = Promotion.objects.filter(state__in=running, ends_at__lte=now)
    over.update(state=Promotion.State.ENDED)


def _expire(now: datetime, until: float) -> None:
    for promotion in Promotion.objects.all():
        last = now - span(promotion.claim_days)
        is_late = Q(state=State.CLAIMED, at__lte=last)
        late = Referral.objects.filter(is_late, promotion=promotion)
        for pk, advocate in _list(late, until):
            end(pk, advocate=advocate, where=is_late, state=State.EXPIRED)


def _cancel(now: datetime, until: float) -> None:
    for pk, advocate in _list(Referral.objects.filter(is_reversed()), until):
        end(pk, advocate=advocate, where=is_reversed(), state=State.CANCELLED)


def _reward_claims(now: datetime, until: float) -> None:
    """Create rewards that are missing because a process ended after a claim."""
    for pk, advocate in _list(Referral.objects.filter(is_unrewarded_claim()), until):
        reward_claim(pk, advocate=advocate)


def _approve(now: datetime, until: float) -> None:
    for pk, advocate in _list(Referral.objects.filter(is_ready(now)), until):
        approve(pk, advocate=advocate, now=now)


def _issue(now: datetime, until: float) -> None:
    for pk, advocate in _list(Reward.objects.filter(is_due(now)), until):
        issue(pk, advocate=advocate, now=now)


def _withdraw_first(now: datetime, until: float) -> None:
    """Take back for half of the time: a slow ISSUE may use up all the rest."""
    _withdraw(now, until - SECONDS / 2)


def _withdraw(now: datetime, until: float) -> None:
    due = Reward.objects.filter(state=Reward.State.WITHDRAWING, next_at__lte=now)
    for pk, advocate in _list(due, until):
        withdraw(pk, advocate=advocate, now=now)


def _list(rows: QuerySet[Any], until: float) -> Iterator[tuple[int, int]]:
    """Yield the ids of referrals or rewards with those of their advocates, until it is time."""
    advocate = "referral__advocate" if rows.model is Reward else "advocate"
    last = 0
    while step := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", advocate)[:_STEP]):
        for last, of_advocate in step:
            if time.monotonic() > until:
                return
            yield last, of_advocate


_STEPS: Final = (
    _end_promotions,
    _expire,
    _cancel,
    _withdraw_first,
    _reward_claims,
    _approve,
    _issue,
    # What was taken back while it was issued.
    _withdraw,
)
