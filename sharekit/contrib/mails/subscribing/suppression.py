"""Who gets no mail, or no marketing, as keyed hashes.

A stop holds for a person, in every spelling of the mailbox. A bounce holds for the one address
that bounced: a server that refuses `anna+shop@` may know `anna@`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.utils import timezone

from sharekit.contrib.mails.models import Suppression
from sharekit.contrib.people import get_address_key, get_person_key

Cause = Suppression.Cause
_RANKS: Final = (Cause.ASKED, Cause.STAFF, Cause.COMPLAINT)
"""From the weakest: a later cause replaces a weaker one only."""


def suppress(address: str, cause: str) -> None:
    """Send nothing more to an address after a bounce, and no marketing for any other cause.

    Such another cause holds for all spellings of the mailbox. An address that is not valid is
    ignored.
    """
    if not (person := get_person_key(address)):
        return
    now = timezone.now()
    if cause == Cause.BOUNCE:
        _add(get_address_key(address), cause=cause, at=now)
        return
    _add(person, cause=cause, at=now)
    weaker = _RANKS[: _RANKS.index(Cause(cause))]
    Suppression.objects.filter(address_hash=person, cause__in=weaker).update(cause=cause, at=now)


def list_keys(address: str) -> list[str]:
    """Return the hashes by which an address may be suppressed, that of a bounce first."""
    return [key for key in (get_address_key(address), get_person_key(address)) if key]


def find_cause(address: str) -> str:
    """Return why an address gets no mail or no marketing, "" if nothing is known."""
    keys = list_keys(address)
    found = Suppression.objects.filter(address_hash__in=keys).values_list("address_hash", "cause")
    causes = dict(found)
    return next((causes[key] for key in keys if key in causes), "")


def find_stop(address: str) -> str:
    """Return why a person gets no marketing, "" if nothing is known."""
    found = Suppression.objects.filter(address_hash=get_person_key(address))
    return found.values_list("cause", flat=True).first() or ""


def forgive(address: str) -> None:
    """Let marketing go to a person again who asked for none, and now asks for it."""
    key = get_person_key(address)
    Suppression.objects.filter(address_hash=key, cause=Cause.ASKED).delete()


def _add(key: str, *, cause: str, at: datetime) -> None:
    # A conflict that is caught would be in PostgreSQL's log.
    row = Suppression(address_hash=key, cause=cause, at=at)
    Suppression.objects.bulk_create([row], ignore_conflicts=True)
