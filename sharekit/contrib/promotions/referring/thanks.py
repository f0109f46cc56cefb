"""What a friend reads of the own referral: that the code counts, and when the gift comes."""

from __future__ import annotations

from typing import Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sharekit.contrib.conversions.record import hash_number
from sharekit.contrib.promotions.models import Promotion, Referral, Reward
from sharekit.formats import get_local

COMING: Final = (Reward.State.DUE, Reward.State.ISSUING, Reward.State.FAILED)
"""A reward that failed comes when a person has looked at it."""


def describe_referral(referral: Referral) -> str:
    """Return a sentence for the friend, such as on the page of the order.

    It is "" when the referral has ended, when its gift was issued, which the site shows itself, and
    when a limit was reached.
    """
    if reward := referral.rewards.filter(role=Reward.Role.FRIEND).first():
        return _announce() if reward.state in COMING else ""
    if referral.state not in {Referral.State.CLAIMED, Referral.State.PENDING}:
        return ""
    is_held = bool(referral.flags or referral.advocate.blocked_at)
    if not is_held and referral.promotion.friend_reward_at == Promotion.FriendReward.CLAIM:
        return _announce()
    if is_held or referral.hold_until is None:
        return _("Code accepted. Your gift comes after an order that meets the terms.")
    if referral.hold_until <= timezone.now():
        return _announce()
    day = date_format(get_local(referral.hold_until), "MONTH_DAY_FORMAT")
    return _("Code accepted. Your gift comes about %(day)s.") % {"day": day}


def describe_order(goal: str, number: str | int) -> str:
    """Return that sentence for the referral that an order has settled, "" without one."""
    settled = Referral.objects.filter(goal=goal, key_hash=hash_number(goal, number))
    referral = settled.select_related("promotion", "advocate").first()
    return describe_referral(referral) if referral else ""


def _announce() -> str:
    return _("Code accepted. Your gift is on its way.")
