"""What reports show of the conversions by shares: five or more at once.

A sum is released in steps. A step waits until there are at least five more conversions than at the
last step; then all that were not released yet are, down to a multiple of five, with the same part
of their value. Five reversals take back in the same way. So a figure never changes by one
conversion, whichever periods, or whichever moments, somebody compares: each difference is made of
five or more, and so is each value.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import F

from sharekit.contrib.conversions.models import PLACES, ShareRelease, ShareSum

STEP: Final = 5
"""What is released is always a multiple of this."""
_PLACES: Final = Decimal(1).scaleb(-PLACES)


def release(total: ShareSum, day: date) -> None:
    """Release what a sum has gathered, on a day, if it is enough; the caller saves the sum."""
    new, waiting = total.conversions - total.seen, total.conversions - total.released
    if min(new, waiting) >= STEP:
        number = waiting - waiting % STEP
        share = (total.value - total.released_value) * number / waiting
        # Expensive orders may have been reversed since their value was released.
        value = max(share, Decimal(0)).quantize(_PLACES)
        row, _is_new = ShareRelease.objects.get_or_create(sum=total, day=day)
        ShareRelease.objects.filter(pk=row.pk).update(
            conversions=F("conversions") + number, value=F("value") + value
        )
        total.seen = total.conversions
        total.released += number
        total.released_value += value
    elif max(new, waiting) <= -STEP:
        _take_back(total, -waiting - -waiting % STEP)


def shrink(total: ShareSum) -> None:
    """Take back what was released beyond a sum, after a person removed conversions from it.

    The caller saves the sum.
    """
    excess = total.released - total.conversions
    if excess > 0:
        _take_back(total, excess + -excess % STEP)


def _take_back(total: ShareSum, number: int) -> None:
    """Take a multiple of five back from the last days on which a sum was released."""
    left = number
    for row in total.releases.order_by("-day"):
        if not left:
            break
        taken = min(row.conversions, left)
        value = (row.value * taken / row.conversions).quantize(_PLACES)
        left -= taken
        total.released -= taken
        total.released_value -= value
        if taken == row.conversions:
            row.delete()
        else:
            row.conversions -= taken
            row.value -= value
            row.save(update_fields=["conversions", "value"])
    total.seen = total.conversions
