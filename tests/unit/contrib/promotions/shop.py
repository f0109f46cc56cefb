"""The outside world: a shop that creates vouchers and takes them back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from sharekit.contrib.promotions.models import Reward

ISSUE = f"{__name__}.issue"
WITHDRAW = f"{__name__}.withdraw"


class Vouchers:
    """What the shop has given out.

    `faults` are raised or returned, one at each call; `late_faults` are raised when it is done.
    """

    def __init__(self) -> None:
        self.valid: dict[str, tuple[int, str]] = {}
        self.issued: Counter[str] = Counter()
        self.withdrawn: Counter[str] = Counter()
        self.faults: list[object] = []
        self.late_faults: list[BaseException] = []
        self.used: set[str] = set()
        self.before: Callable[[Reward], object] = lambda reward: None
        self.after: Callable[[Reward], object] = lambda reward: None

    def count(self, role: str = "") -> int:
        return sum(each == role or not role for _referral, each in self.valid.values())


vouchers = Vouchers()


def issue(reward: Reward) -> object:
    """Create a voucher, or return the one of this key."""
    vouchers.before(reward)
    if vouchers.faults:
        fault = vouchers.faults.pop(0)
        if isinstance(fault, BaseException):
            raise fault
        return fault
    key = str(reward.key)
    vouchers.issued[key] += 1
    vouchers.valid[key] = (reward.referral_id, reward.role)
    vouchers.after(reward)
    if vouchers.late_faults:
        raise vouchers.late_faults.pop(0)
    return f"V-{key[:8]}"


def withdraw(reward: Reward) -> object:
    """Take a voucher back, unless it was used."""
    vouchers.before(reward)
    if vouchers.faults:
        fault = vouchers.faults.pop(0)
        if isinstance(fault, BaseException):
            raise fault
        return fault
    key = str(reward.key)
    if key in vouchers.used:
        return False
    vouchers.withdrawn[key] += 1
    vouchers.valid.pop(key, None)
    vouchers.after(reward)
    return True
