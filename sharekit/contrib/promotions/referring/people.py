"""Finds a person's account, and recognises cards or households by keyed hashes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any, Final

import msgspec
from django.db.models import Q, QuerySet

from sharekit.contrib.people import get_account_key
from sharekit.contrib.promotions.models import Advocate, Referral
from sharekit.contrib.promotions.settle.locks import hold
from sharekit.contrib.promotions.settle.same import flag_same
from sharekit.hashes import digest

MOST_SAME: Final = 50
"""The most hashes of cards and households of an advocate, or of an order."""


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


def find_account(user: Any) -> Any:
    """Return a user who has an account, None for a visitor without one."""
    return user if user is not None and user.is_authenticated else None


def hash_same(texts: Iterable[str | None]) -> list[str]:
    """Return keyed hashes of what the shop takes for the same card or household.

    Empty texts are left out. Raises ValueError for a text in the place of a list.
    """
    if isinstance(texts, str):
        raise ValueError(
            f"same={texts!r} is not valid: it must be a list of texts, such as [card]."
        )
    # A text that is not UTF-8 cannot be hashed as it is.
    plain = (str(text).encode(errors="backslashreplace").decode() for text in texts if text)
    parts = {" ".join(unicodedata.normalize("NFKC", text).casefold().split()) for text in plain}
    return sorted(digest("same", part) for part in parts if part)[:MOST_SAME]


def add_same(advocate: Advocate, hashes: Iterable[str]) -> None:
    """Add hashes of cards and households to those of an advocate, and compare the friends'."""
    if set(hashes) <= set(advocate.same_hashes):
        return
    with hold(advocate.pk):
        row = Advocate.objects.get(pk=advocate.pk)
        # The last ones: nobody has more cards.
        known = [*row.same_hashes, *(each for each in hashes if each not in row.same_hashes)]
        Advocate.objects.filter(pk=advocate.pk).update(same_hashes=known[-MOST_SAME:])
        flag_same(advocate.pk)
