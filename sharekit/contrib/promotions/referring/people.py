"""Recognises a person by a keyed hash of the mail address, and cards or households likewise."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any, Final

import msgspec
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from sharekit.contrib.promotions.models import Advocate, Referral
from sharekit.contrib.promotions.settle.locks import hold
from sharekit.contrib.promotions.settle.same import flag_same
from sharekit.hashes import digest

LONGEST: Final = 254
"""The most characters of a mail address (RFC 5321 4.5.3.1.3, without the angle brackets)."""
MOST_SAME: Final = 50
"""The most hashes of cards and households of an advocate, or of an order."""
_GMAIL: Final = frozenset({"gmail.com", "googlemail.com"})


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


def normalise(address: object) -> str:
    """Return one form of all addresses of a mailbox, "" if the address is not valid.

    Case, a `+tag`, and at Gmail dots and the domain's second name make no other mailbox. A domain
    has its ASCII form (IDNA).
    """
    if not isinstance(address, str) or len(address) > LONGEST:
        return ""
    text = unicodedata.normalize("NFKC", address).strip().casefold()
    name, _, host = text.rpartition("@")
    domain = _parse_domain(host)
    is_clean = text.isprintable() and " " not in text and "@" not in name
    if not (name and domain and is_clean):
        return ""
    name = name.partition("+")[0] or name
    if domain in _GMAIL:
        return f"{name.replace('.', '') or name}@gmail.com"
    return f"{name}@{domain}"


def get_person_key(address: object) -> str:
    """Return the keyed hash of a mail address, "" if the address is not valid."""
    normal = normalise(address)
    return digest("person", normal) if normal else ""


def get_account_key(user: Any) -> str:
    """Return the keyed hash of a user's mail address, or of the account if it has none."""
    return get_person_key(get_address(user)) or digest("account", str(user.pk))


def get_address(user: Any) -> str:
    """Return the mail address of a user, "" if there is none."""
    return str(getattr(user, get_user_model().get_email_field_name(), "") or "")


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


def _parse_domain(host: str) -> str:
    try:
        return host.rstrip(".").encode("idna").decode().lower()
    except UnicodeError:
        return ""
