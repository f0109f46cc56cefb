"""Flags what waits if its card or household is also that of the advocate, or of another friend."""

from __future__ import annotations

from collections import Counter

from sharekit.contrib.promotions.models import Advocate, Referral
from sharekit.contrib.promotions.settle.locks import hold

FLAG = "same"


def flag_same(advocate: int) -> None:
    """Compare an advocate's cards and households with those of the friends, and these too.

    It is called after each order and once more before an approval, so that it does not matter who
    orders first. What a person has decided stays.
    """
    with hold(advocate):
        friends = Referral.objects.filter(advocate=advocate).exclude(order="")
        known = Counter(Advocate.objects.values_list("same_hashes", flat=True).get(pk=advocate))
        for hashes in friends.values_list("same_hashes", flat=True):
            known.update(hashes)
        waiting = friends.filter(state=Referral.State.PENDING, decided_at=None)
        for referral in waiting.only("flags", "same_hashes"):
            flags = referral.flags.split()
            is_same = any(known[each] > 1 for each in referral.same_hashes)
            if is_same and FLAG not in flags:
                waiting.filter(pk=referral.pk).update(flags=" ".join([*flags, FLAG]))
