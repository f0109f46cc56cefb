"""Addresses that get no mail, or no marketing, as keyed hashes of the person."""

from __future__ import annotations

from typing import Final

from django.utils import timezone

from sharekit.contrib.mails.models import Suppression
from sharekit.contrib.people import get_person_key

Cause = Suppression.Cause
_RANKS: Final = (Cause.ASKED, Cause.STAFF, Cause.COMPLAINT, Cause.BOUNCE)
"""From the weakest: a later cause replaces a weaker one only."""


def suppress(address: str, cause: str) -> None:
    """Send nothing more to an address after a bounce, and no marketing for any other cause.

    The address is any spelling of the mailbox. One that is not valid is ignored.
    """
    if not (key := get_person_key(address)):
        return
    values = {"cause": cause, "at": timezone.now()}
    Suppression.objects.get_or_create(address_hash=key, defaults=values)
    weaker = _RANKS[: _RANKS.index(Cause(cause))]
    Suppression.objects.filter(address_hash=key, cause__in=weaker).update(**values)


def find_cause(person_hash: str) -> str:
    """Return why a person gets no mail or no marketing, "" if nothing is known."""
    found = Suppression.objects.filter(address_hash=person_hash)
    return found.values_list("cause", flat=True).first() or ""


def forgive(address: str) -> None:
    """Let marketing go to a person again who asked for none, and now asks for it."""
    key = get_person_key(address)
    Suppression.objects.filter(address_hash=key, cause=Cause.ASKED).delete()
