"""Issues rewards: the site's ISSUE is called for each, exactly once or at least once.

With ISSUE_ATOMIC the call is part of the transaction of the reward's state, so it counts exactly
once. Otherwise the state *issuing* is committed before the call, and a worker that dies in it
leaves a reward that is due again after LEASE: ISSUE is then called once more with the same key.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime
from typing import Any

from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from sharekit import log
from sharekit.contrib.promotions.conf import options
from sharekit.contrib.promotions.models import Reward
from sharekit.contrib.promotions.settle.conditions import is_due
from sharekit.contrib.promotions.settle.functions import (
    LEASE,
    MOST_ATTEMPTS,
    Failed,
    call,
    explain,
    find_function,
    get_pause,
    parse_issued,
)
from sharekit.contrib.promotions.settle.locks import hold
from sharekit.contrib.promotions.settle.rewards import free_place

State = Reward.State


def issue(reward: int, *, advocate: int, now: datetime) -> None:
    """Issue a reward if it is due; without ISSUE it stays due."""
    if (function := find_function("issue")) is None:
        return
    try:
        with hold(advocate) if options.issue_atomic else nullcontext():
            _issue(reward, function, now)
    except Failed as failed:
        log.write_throttled(logging.ERROR, "ISSUE failed.", error=failed.error)
        _put_off(failed.reward, explain(failed, "ISSUE"))


def _issue(pk: int, function: Callable[[Reward], Any], now: datetime) -> None:
    due = Reward.objects.filter(is_due(now), pk=pk)
    if not due.update(state=State.ISSUING, attempts=F("attempts") + 1, next_at=now + LEASE):
        return
    of_referral = ("referral__promotion", "referral__advocate__user", "referral__user")
    reward = Reward.objects.select_related(*of_referral).get(pk=pk)
    if reward.role == Reward.Role.ADVOCATE and reward.referral.advocate.user is None:
        _drop(reward)
    else:
        _finish(reward, call(function, reward, parse=parse_issued))


def _finish(reward: Reward, result: str) -> None:
    """Store what ISSUE returned, also if this worker's time was over: the reward exists."""
    rows = Reward.objects.filter(pk=reward.pk)
    unfinished = rows.filter(state__in=(State.ISSUING, State.DUE, State.FAILED))
    shown = Case(When(forgotten=True, then=Value("")), default=Value(result))
    if not unfinished.update(state=State.ISSUED, result=shown, error="", next_at=None):
        # It was taken back in the meantime, and perhaps before it existed.
        over = rows.filter(state__in=(State.WITHDRAWING, State.WITHDRAWN))
        now = timezone.now()
        over.update(state=State.WITHDRAWING, attempts=0, next_at=now, result=result)


def _put_off(reward: Reward, error: str) -> None:
    """Try again later, or let a person look at it, unless another worker did more since."""
    begun = Q(state=State.ISSUING, attempts=reward.attempts)
    # A transaction took the attempt back.
    undone = Q(state__in=(State.DUE, State.ISSUING), attempts=reward.attempts - 1)
    rows = Reward.objects.filter(undone if options.issue_atomic else begun, pk=reward.pk)
    if reward.attempts < MOST_ATTEMPTS:
        state, next_at = State.DUE, timezone.now() + get_pause(reward.attempts)
    else:
        state, next_at = State.FAILED, None
    rows.update(state=state, attempts=reward.attempts, error=error, next_at=next_at)


def _drop(reward: Reward) -> None:
    """Withdraw a reward that nobody can get: the advocate's account was deleted."""
    with hold(reward.referral.advocate_id):
        gone = Reward.objects.filter(pk=reward.pk, state=State.ISSUING)
        error = _("The account was deleted.")
        if gone.update(state=State.WITHDRAWN, error=error, next_at=None):
            free_place(reward)
