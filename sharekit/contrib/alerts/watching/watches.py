"""Reads and writes the choices of users."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from sharekit.contrib.alerts.models import Watch
from sharekit.contrib.mails.subscribing.origin import has_several
from sharekit.contrib.people import get_address, get_person_key
from sharekit.models import MAY_SEE
from sharekit.sites import list_named


def list_sites() -> list[str]:
    """Return the sites that a user can choose: "" unless SITES names several."""
    return list_named() if has_several() else [""]


def may_get(user: Any) -> bool:
    """Return whether a user gets letters: by an address, as staff who may see the reports."""
    is_there = user.is_staff and get_person_key(get_address(user))
    return bool(is_there) and bool(user.has_perm(MAY_SEE))


def list_own(user: Any) -> set[tuple[str, str]]:
    """Return the kinds and sites of a user's letters that are on."""
    return set(Watch.objects.filter(user=user, is_on=True).values_list("kind", "site"))


def choose(user: Any, kind: str, site: str, *, is_on: bool) -> None:
    """Switch a letter of a user on or off."""
    Watch.objects.bulk_create(
        [Watch(user=user, kind=kind, site=site, is_on=is_on)],
        update_conflicts=True,
        unique_fields=["user", "kind", "site"],
        update_fields=["is_on"],
    )


def stop(watch: Watch) -> None:
    """Switch a letter off."""
    Watch.objects.filter(pk=watch.pk).update(is_on=False)


def list_watches(kind: str, site: str) -> QuerySet[Watch]:
    """Return the choices of all who switched a letter on."""
    watches = Watch.objects.filter(kind=kind, site=site, is_on=True)
    return watches.select_related("user").order_by("pk")
