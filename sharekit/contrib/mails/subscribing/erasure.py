"""Forgets a person who subscribed; a hash stays, so that later orders do not subscribe them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from sharekit.contrib.mails.models import Subscription, Suppression
from sharekit.contrib.mails.subscribing.suppression import find_cause, suppress
from sharekit.contrib.people import get_person_key, normalise


def forget_subscriber(address: str) -> int:
    """Delete all subscriptions of a person with their proof, and return their number."""
    rows = _find(address)
    if rows.exists():
        suppress(address, Suppression.Cause.ASKED)
    return rows.delete()[0]


def export_subscriber(address: str) -> list[dict[str, Any]]:
    """Return all declarations of a person, and whether the person gets no mails."""
    found = [_describe(row) for row in _find(address).order_by("pk")]
    cause = find_cause(get_person_key(address))
    return [*found, {"gets_no_mail": cause}] if cause else found


def _find(address: str) -> QuerySet[Subscription]:
    """Return the subscriptions of every spelling of an address."""
    wanted = normalise(address)
    rows = Subscription.objects.values_list("pk", "address").iterator()
    same = [number for number, each in rows if wanted and normalise(each) == wanted]
    return Subscription.objects.filter(pk__in=same)


def _describe(row: Subscription) -> dict[str, Any]:
    names = (
        *("site", "topic", "address", "language", "ground", "state", "wording", "source"),
        *("asked_at", "confirmed_at", "stopped_at", "how", "earlier"),
    )
    return {name: getattr(row, name) for name in names}
