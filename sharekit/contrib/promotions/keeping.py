"""Empties what names a person or an order; hashes stay where a second reward must be excluded."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any, Final

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sharekit.conf import settings
from sharekit.contrib.people import get_person_key, list_accounts
from sharekit.contrib.promotions.models import Advocate, Referral, Reward
from sharekit.contrib.promotions.settle.end import end
from sharekit.contrib.promotions.settle.rewards import forget_reward
from sharekit.extensions import Keeper
from sharekit.keeping.steps import cut

State = Referral.State
_ADDRESSES: Final = re.compile(r"[\w.%+-][\w.%+'-]*@[\w-]+(?:\.[\w-]+)*")
"""What may be a mail address among other words."""
_UNDONE: Final = (Reward.State.DUE, Reward.State.ISSUING, Reward.State.WITHDRAWING)


class PromotionKeeper(Keeper):
    """Keeps order, account, card and household of a referral for KEEP_DAYS after the decision."""

    title = _("Promotions")

    def prune(self) -> int:
        """Empty what names friends whose referral was decided long ago, and deleted advocates."""
        last = timezone.now() - timedelta(days=settings.keep_days)
        undone = Reward.objects.filter(referral=OuterRef("pk"), state__in=_UNDONE)
        old = Referral.objects.filter(
            _names_somebody(), ~Exists(undone), decided_at__lt=last
        ).exclude(state__in=(State.CLAIMED, State.PENDING))
        emptied = sum(step.update(order="", user=None, same_hashes=[]) for step in cut(old))
        return emptied + _forget_advocate(Q(user=None, code__isnull=False))

    def forget_person(self, address: str) -> int:
        """Empty what names a person, and end what still waits for that person.

        The hash of the address stays in a referral and in an advocate: the same person gets no
        second reward.
        """
        key, users = get_person_key(address), list_accounts(address)
        if not key and not users:
            return 0
        cleared = _clear_words(address) + _clear_staff(users)
        cleared += _forget_friend(Q(friend_key=key) | Q(user__in=users))
        return cleared + _forget_advocate(Q(key_hash=key) | Q(user__in=users))

    def export_person(self, address: str) -> list[dict[str, Any]]:
        """Return a person's part in promotions, as an advocate and as a friend."""
        key, users = get_person_key(address), list_accounts(address)
        advocates = Advocate.objects.filter(Q(key_hash=key) | Q(user__in=users))
        friends = Referral.objects.filter(Q(friend_key=key) | Q(user__in=users))
        return [
            *map(_describe_advocate, advocates.select_related("promotion").order_by("pk")),
            *map(_describe_friend, friends.select_related("promotion").order_by("pk")),
        ]


def _names_somebody() -> Q:
    return ~Q(order="") | Q(user__isnull=False)


def _clear_words(address: str) -> int:
    """Empty what a marketer wrote if the address is in it, in any spelling."""
    key, cleared = get_person_key(address), 0
    for model in (Advocate, Referral):
        named = [
            pk
            for pk, reason in model.objects.exclude(reason="").values_list("pk", "reason")
            if address.casefold() in reason.casefold()
            or (key and key in map(get_person_key, _ADDRESSES.findall(reason)))
        ]
        cleared += model.objects.filter(pk__in=named).update(reason="")
    return cleared


def _clear_staff(users: list[Any]) -> int:
    return Referral.objects.filter(decided_by__in=users).update(decided_by=None)


def _forget_friend(theirs: Q) -> int:
    rows = Referral.objects.filter(theirs)
    claimed = Q(state=State.CLAIMED)
    ended = {
        pk
        for pk, advocate in rows.filter(claimed).values_list("pk", "advocate")
        if end(pk, advocate=advocate, where=claimed, state=State.EXPIRED)
    }
    rewards = Reward.objects.filter(referral__in=rows, role=Reward.Role.FRIEND)
    for reward in rewards.select_related("referral"):
        forget_reward(reward)
    # Also words that a marketer wrote about the person.
    named = rows.filter(_names_somebody() | ~Q(reason="") | Q(pk__in=ended))
    return named.update(order="", user=None, same_hashes=[], reason="")


def _forget_advocate(theirs: Q) -> int:
    rows = Advocate.objects.filter(theirs)
    rewards = Reward.objects.filter(referral__advocate__in=rows, role=Reward.Role.ADVOCATE)
    for reward in rewards.select_related("referral"):
        forget_reward(reward)
    named = rows.filter(Q(code__isnull=False) | Q(user__isnull=False))
    return named.update(
        user=None,
        code=None,
        same_hashes=[],
        terms_version="",
        reason="",
        left_at=Coalesce(F("left_at"), timezone.now()),
    )


def _describe_advocate(advocate: Advocate) -> dict[str, Any]:
    return {
        "promotion": advocate.promotion.slug,
        "role": "advocate",
        "code": advocate.code,
        "same_hashes": advocate.same_hashes,
        "terms_version": advocate.terms_version,
        "joined_at": advocate.joined_at,
        "left_at": advocate.left_at,
        "blocked_at": advocate.blocked_at,
        "reason": advocate.reason,
        "rewards": _describe_rewards(Q(referral__advocate=advocate, role=Reward.Role.ADVOCATE)),
    }


def _describe_friend(referral: Referral) -> dict[str, Any]:
    return {
        "promotion": referral.promotion.slug,
        "role": "friend",
        "state": referral.state,
        "order": referral.order,
        "value": referral.value,
        "currency": referral.currency,
        "same_hashes": referral.same_hashes,
        "was_new": referral.was_new,
        "flags": referral.flags,
        "reason": referral.reason,
        "at": referral.at,
        "decided_at": referral.decided_at,
        "rewards": _describe_rewards(Q(referral=referral, role=Reward.Role.FRIEND)),
    }


def _describe_rewards(theirs: Q) -> list[dict[str, Any]]:
    rewards = Reward.objects.filter(theirs).order_by("pk")
    return [{"state": reward.state, "result": reward.result} for reward in rewards]
