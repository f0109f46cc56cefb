"""Takes issued rewards back: the site's WITHDRAW is called until it answers.

As in issue.py, an answer counts exactly once with WITHDRAW in the same transaction (ISSUE_ATOMIC),
and otherwise WITHDRAW may be called again with the same key.
"""

from __future__ import annotations

import logging
from contextlib import nullcontext
from datetime import datetime
from typing import Final

from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from sharekit import log
from sharekit.contrib.promotions.conf import options
from sharekit.contrib.promotions.models import Reward
from sharekit.contrib.promotions.settle.functions import (
    LEASE,
    MOST_ATTEMPTS,
    Failed,
    call,
    explain,
    find_function,
    get_pause,
    parse_withdrawn,
)
from sharekit.contrib.promotions.settle.locks import hold
from sharekit.contrib.promotions.settle.rewards import free_place

State = Reward.State
_RESULT: Final = Case(When(forgotten=True, then=Value("")), default=F("result"))
"""The result of a reward when WITHDRAW has answered."""


def withdraw(reward: int, *, advocate: int, now: datetime) -> None:
    """Take a reward back if that is due. One that cannot be taken back stays issued, with why."""
    try:
        with hold(advocate) if options.issue_atomic else nullcontext():
            _withdraw(reward, now)
    except Failed as failed:
        log.write_throttled(logging.ERROR, "WITHDRAW failed.", error=failed.error)
        _put_off(failed.reward, explain(failed, "WITHDRAW"))


def _withdraw(pk: int, now: datetime) -> None:
    due = Reward.objects.filter(pk=pk, state=State.WITHDRAWING, next_at__lte=now)
    if not due.update(attempts=F("attempts") + 1, next_at=now + LEASE):
        return
    of_referral = ("referral__promotion", "referral__advocate__user", "referral__user")
    reward = Reward.objects.select_related(*of_referral).get(pk=pk)
    if (function := find_function("withdraw")) is None:
        _keep(reward, _("WITHDRAW is not set, so it was not taken back."))
    elif call(function, reward, parse=parse_withdrawn):
        _finish(reward)
    else:
        _keep(reward, _("It could not be taken back, perhaps because it was used."))


def _finish(reward: Reward) -> None:
    """Count the reward as withdrawn, also if another worker got another answer since."""
    is_open = Q(state=State.WITHDRAWING) | Q(~Q(error=""), state=State.ISSUED)
    with hold(reward.referral.advocate_id):
        own = Reward.objects.filter(is_open, pk=reward.pk)
        if own.update(state=State.WITHDRAWN, error="", next_at=None, result=_RESULT):
            free_place(reward)


def _put_off(reward: Reward, error: str) -> None:
    """Try again later, or let a person look at it, unless another worker did more since."""
    if reward.attempts >= MOST_ATTEMPTS:
        _keep(reward, error)
        return
    next_at = timezone.now() + get_pause(reward.attempts)
    # A transaction took the attempt back.
    before = reward.attempts - options.issue_atomic
    rows = Reward.objects.filter(pk=reward.pk, state=State.WITHDRAWING, attempts=before)
    rows.update(attempts=reward.attempts, error=error, next_at=next_at)


def _keep(reward: Reward, error: str) -> None:
    """Leave a reward issued: the error says that it should not be."""
    own = Reward.objects.filter(pk=reward.pk, state=State.WITHDRAWING)
    own.update(state=State.ISSUED, error=error, next_at=None, result=_RESULT)
