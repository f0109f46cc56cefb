"""Rewards take a place of the caps when they are created, and give it back when they are withdrawn.

A place is taken by one conditional update, so that no two workers take the last one.
"""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from sharekit.contrib.promotions.conf import options
from sharekit.contrib.promotions.models import Advocate, Promotion, Referral, Reward
from sharekit.contrib.promotions.settle.conditions import has_place
from sharekit.contrib.promotions.settle.locks import hold

Role, State = Reward.Role, Reward.State
_HAVE_RESULTS: Final = (State.ISSUING, State.ISSUED, State.WITHDRAWING, State.WITHDRAWN)

_UNISSUED: Final = (State.DUE, State.ISSUING, State.FAILED, State.OVER_LIMIT)


def add_rewards(referral: Referral) -> None:
    """Create the rewards of a referral that was just approved, the friend's before the advocate's.

    Friends were promised one: an advocate takes no place that a friend waits for. Friends of a
    deleted account earn nothing for the next one with its mail address, which joined later.
    """
    add_friend_reward(referral)
    approved = _list_approved(referral).count()
    is_own = referral.at >= referral.advocate.joined_at
    if is_own and approved // referral.promotion.every > _list_held(referral).count():
        _create(referral, Role.ADVOCATE)


def add_friend_reward(referral: Referral) -> None:
    """Create the friend's reward, unless there is one, or the friend was forgotten."""
    was_forgotten = referral.state != Referral.State.CLAIMED and not (
        referral.order or referral.user_id
    )
    if not was_forgotten and not referral.rewards.filter(role=Role.FRIEND).exists():
        _create(referral, Role.FRIEND)


def take_back_rewards(referral: Referral, *, was_approved: bool) -> None:
    """Withdraw the rewards of a referral that ended.

    With rewards for `every` few friends, that of another referral may have counted this one.
    """
    own = list(referral.rewards.all())
    for reward in own:
        take_back(reward)
    if was_approved and all(reward.role != Role.ADVOCATE for reward in own):
        held = _list_held(referral)
        if held.count() > _list_approved(referral).count() // referral.promotion.every:
            # One that gave nothing, if there is one, otherwise the last.
            newest = held.order_by("-pk").select_related("referral")
            take_back(newest.filter(state=State.OVER_LIMIT).first() or newest[0])


def take_back(reward: Reward) -> None:
    """Withdraw a reward: at once if nothing was created, else WITHDRAW is called soon."""
    rows = Reward.objects.filter(pk=reward.pk)
    created_nothing = Q(state__in=(State.DUE, State.FAILED))
    if not options.issue_atomic:
        # A call that failed may have created it.
        created_nothing = Q(state=State.DUE, attempts=0)
    unissued = rows.filter(created_nothing | Q(state=State.OVER_LIMIT))
    if unissued.update(state=State.WITHDRAWN, next_at=None):
        free_place(reward)
        return
    # In one statement, because another worker may begin or end to issue it. That one has until
    # `next_at`.
    soon = Case(When(state=State.ISSUING, then=F("next_at")), default=Value(timezone.now()))
    started = rows.filter(state__in=(State.DUE, State.ISSUING, State.ISSUED, State.FAILED))
    started.update(state=State.WITHDRAWING, attempts=0, error="", next_at=soon)


def empty_results(rewards: models.QuerySet[Reward]) -> None:
    """Empty the results, such as vouchers' codes, of rewards whose person has gone.

    WITHDRAW needs that of a reward that is being taken back, and ISSUE may be at work: those are
    emptied after the answer.
    """
    rewards.filter(state__in=_HAVE_RESULTS).update(forgotten=True)
    rewards.exclude(state=State.WITHDRAWING).update(result="")


def forget_reward(reward: Reward) -> None:
    """Empty the voucher's code of a person who has gone, and withdraw what was not issued yet."""
    with hold(reward.referral.advocate_id):
        row = Reward.objects.select_related("referral").get(pk=reward.pk)
        if row.state in _UNISSUED:
            take_back(row)
        empty_results(Reward.objects.filter(pk=row.pk))


def take_place(reward: Reward) -> bool:
    """Count a reward for the caps; return False if a cap is reached.

    `reward.referral.advocate` is locked by this transaction. A blocked advocate has no place.
    """
    referral = reward.referral
    promotions = Promotion.objects.filter(pk=referral.promotion_id)
    if reward.role == Role.FRIEND:
        has_room = Q(cap_total=0) | Q(rewarded__lt=F("cap_total"))
        return promotions.filter(has_room).update(rewarded=F("rewarded") + 1) > 0
    cap = referral.promotion.cap_per_advocate
    has_room = Q(rewarded__lt=cap) if cap else Q()
    advocates = Advocate.objects.filter(has_room, pk=referral.advocate_id, blocked_at=None)
    if not advocates.update(rewarded=F("rewarded") + 1):
        return False
    if promotions.filter(has_place()).update(rewarded=F("rewarded") + 1):
        return True
    _subtract(Advocate, referral.advocate_id)
    return False


def free_place(reward: Reward) -> None:
    """Give the place of a reward back, once."""
    if Reward.objects.filter(pk=reward.pk, counted=True).update(counted=False):
        _subtract(Promotion, reward.referral.promotion_id)
        if reward.role == Role.ADVOCATE:
            _subtract(Advocate, reward.referral.advocate_id)


def _create(referral: Referral, role: Reward.Role) -> None:
    reward = Reward(referral=referral, role=role, state=State.OVER_LIMIT)
    if take_place(reward):
        reward.state, reward.counted, reward.next_at = State.DUE, True, timezone.now()
    reward.save(force_insert=True)


def _subtract(model: type[Advocate] | type[Promotion], pk: int) -> None:
    model.objects.filter(pk=pk, rewarded__gt=0).update(rewarded=F("rewarded") - 1)


def _list_approved(referral: Referral) -> models.QuerySet[Referral]:
    advocate = referral.advocate
    approved = Referral.objects.filter(advocate=advocate, state=Referral.State.APPROVED)
    return approved.filter(at__gte=advocate.joined_at)


def _list_held(referral: Referral) -> models.QuerySet[Reward]:
    """Return the advocate's rewards that were earned by approved referrals."""
    advocate = referral.advocate
    of_advocate = Reward.objects.filter(
        referral__advocate=advocate, referral__at__gte=advocate.joined_at, role=Role.ADVOCATE
    )
    is_lost = Q(state=State.ISSUED) & ~Q(error="")
    return of_advocate.exclude(state__in=(State.WITHDRAWN, State.WITHDRAWING)).exclude(is_lost)
