"""A person approves or refuses a referral, and tries again what failed."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sharekit.contrib.conversions.models import State as ConversionState
from sharekit.contrib.promotions.marketing.outcome import Outcome
from sharekit.contrib.promotions.models import Referral, Reward
from sharekit.contrib.promotions.settle import approve as settling
from sharekit.contrib.promotions.settle.conditions import (
    OPEN,
    has_conversion,
    is_undecided,
)
from sharekit.contrib.promotions.settle.end import end
from sharekit.contrib.promotions.settle.locks import hold
from sharekit.contrib.promotions.settle.rewards import take_place
from sharekit.formats import get_local

State = Referral.State


def list_undecided() -> QuerySet[Referral]:
    """Return the referrals that wait for a person: flagged ones, and those of blocked advocates."""
    return Referral.objects.filter(is_undecided())


def approve(referral: Referral, *, by: Any) -> Outcome:
    """Approve a referral that waits for a person, at the earliest when its time of waiting is over.

    A blocked advocate gets no reward for it, the friend does. A flagged claim of a promotion that
    rewards at once is only let through: its order has yet to come.
    """
    now = timezone.now()
    if _let_claim(referral, by=by):
        return Outcome.of_success(_("Approved. The friend is rewarded within minutes."))
    with hold(referral.advocate_id):
        waiting = Referral.objects.filter(
            is_undecided(), has_conversion(ConversionState.RECORDED), pk=referral.pk
        )
        referral.refresh_from_db()
        why = referral.flags or "blocked"
        if not waiting.update(flags="", reason=why, decided_by=by, decided_at=now):
            return Outcome.of_failure(_explain(referral))
    is_over = settling.approve(referral.pk, advocate=referral.advocate_id, now=now)
    referral.refresh_from_db()
    if is_over:
        return Outcome.of_success(_("Approved. Both are rewarded within minutes."))
    if referral.state == State.REFUSED:
        # The two have recommended each other.
        return Outcome.of_failure(_explain(referral))
    until = referral.hold_until
    sentence = _("Approved. Both are rewarded when the time of waiting is over, on %(day)s.")
    return Outcome.of_success(sentence % {"day": date_format(get_local(until)) if until else ""})


def _let_claim(referral: Referral, *, by: Any) -> bool:
    """Let a claim that was flagged be rewarded at once; return whether it is one."""
    with hold(referral.advocate_id):
        flagged = Referral.objects.filter(is_undecided(), pk=referral.pk, state=State.CLAIMED)
        referral.refresh_from_db()
        if not flagged.update(flags="", reason=referral.flags, decided_by=by):
            return False
        settling.reward_claim(referral.pk, advocate=referral.advocate_id)
        referral.refresh_from_db()
    return True


def refuse(referral: Referral, *, by: Any, reason: str = "") -> Outcome:
    """Refuse a referral that has not been approved, and take its rewards back."""
    is_open = Q(state__in=(State.CLAIMED, State.PENDING))
    columns = {"state": State.REFUSED, "reason": reason[:200], "decided_by": by}
    happened = end(referral.pk, advocate=referral.advocate_id, where=is_open, **columns)
    referral.refresh_from_db()
    return Outcome.of_success(_("Refused.")) if happened else Outcome.of_failure(_explain(referral))


def try_again(reward: Reward) -> Outcome:
    """Issue a reward that failed or was over the limit, or take back one that could not be."""
    now = timezone.now()
    referral = reward.referral
    rows = Reward.objects.filter(pk=reward.pk)
    again = {"attempts": 0, "error": "", "next_at": now}
    with hold(referral.advocate_id):
        reward.refresh_from_db()
        referral.refresh_from_db()
        not_back = rows.filter(~Q(error=""), state=Reward.State.ISSUED)
        if not_back.update(state=Reward.State.WITHDRAWING, **again):
            return Outcome.of_success(_("It is taken back within minutes."))
        is_failed = reward.state == Reward.State.FAILED
        is_over = reward.state == Reward.State.OVER_LIMIT
        if referral.state not in OPEN or not (is_failed or is_over):
            return Outcome.of_failure(_("There is nothing to try again."))
        if is_over and not take_place(reward):
            return Outcome.of_failure(_("The limit is still reached, or the advocate is blocked."))
        rows.update(state=Reward.State.DUE, counted=True, **again)
    return Outcome.of_success(_("It is issued within minutes."))


def _explain(referral: Referral) -> str:
    """Say why a referral cannot be decided."""
    if referral.state == State.PENDING:
        return _("There is nothing to decide, or the order was taken back.")
    sentence = _("This referral is %(state)s already.")
    return sentence % {"state": referral.get_state_display()}
