"""What a recommendation gives: a voucher. sharekit calls both functions, as the settings say.

They write to the same database as sharekit, so each voucher is created and withdrawn exactly once
(ISSUE_ATOMIC).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from demo_site.shop.models import Order, Voucher
from sharekit.contrib.promotions.models import Reward

VALUE: Final = Decimal(5)


def issue(reward: Reward) -> str:
    """Create a voucher and return its code."""
    referral = reward.referral
    if reward.role == Reward.Role.ADVOCATE:
        voucher = Voucher(value=VALUE, owner=referral.advocate.user)
    else:
        order = Order.objects.filter(number=referral.order).first()
        voucher = Voucher(value=VALUE, owner=referral.user, earned_by=order)
    voucher.save()
    return voucher.code


def withdraw(reward: Reward) -> bool:
    """Take a voucher back; return False if it was used."""
    unused = Voucher.objects.filter(code=reward.result, state=Voucher.State.OPEN)
    return bool(unused.update(state=Voucher.State.WITHDRAWN))
