"""A customer, by mail address and account, and whether two have recommended each other."""

from __future__ import annotations

from typing import Any

import msgspec
from django.db.models import Q, QuerySet

from sharekit.contrib.people import get_account_key
from sharekit.contrib.promotions.models import Advocate, Referral


class Person(msgspec.Struct, frozen=True):
    """A customer: by the mail address that was given, and by the account if there is one."""

    key: str
    user: Any

    @property
    def keys(self) -> set[str]:
        """The hashes of the address that was given, and of the account's present one."""
        return {self.key, get_account_key(self.user) if self.user is not None else ""} - {""}

    @property
    def is_known(self) -> bool:
        """Whether the address that was given is that of the account."""
        return self.user is not None and self.key == get_account_key(self.user)

    def is_behind(self, advocate: Advocate) -> bool:
        """Return whether an advocate is this person."""
        # The address may have changed since the advocate joined.
        known = Person(key=advocate.key_hash, user=advocate.user)
        is_same = self.user is not None and self.user == advocate.user
        return is_same or bool(self.keys & known.keys)

    def is_in(self, columns: str, user: str) -> Q:
        """Return the condition of rows with one of the hashes, or the account, in a column each."""
        by_key = Q(**{f"{columns}__in": self.keys})
        return by_key | Q(**{user: self.user}) if self.user is not None else by_key


def list_mutual(friend: Person, advocate: Advocate) -> QuerySet[Referral]:
    """Return the referrals in which a friend has invited the advocate."""
    invited = Person(key=advocate.key_hash, user=advocate.user)
    return Referral.objects.filter(
        friend.is_in("advocate_key", "advocate__user"),
        invited.is_in("friend_key", "user"),
        promotion=advocate.promotion_id,
    )
