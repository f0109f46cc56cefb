"""Finds a person's account, and recognises cards or households by keyed hashes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any, Final

from sharekit.contrib.promotions.models import Advocate
from sharekit.contrib.promotions.settle.locks import hold
from sharekit.contrib.promotions.settle.same import flag_same
from sharekit.hashes import digest

MOST_SAME: Final = 50
"""The most hashes of cards and households of an advocate, or of an order."""


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
