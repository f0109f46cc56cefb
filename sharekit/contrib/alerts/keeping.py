"""Deletes old alerts, and the choices of a person."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sharekit.conf import settings
from sharekit.contrib.alerts.models import Alert, Watch
from sharekit.contrib.people import list_accounts, normalise
from sharekit.extensions import Keeper
from sharekit.keeping.steps import delete
from sharekit.reports.period.days import today


class AlertKeeper(Keeper):
    """Keeps an alert for KEEP_DAYS, and a choice until the account is deleted."""

    title = _("Letters to editors")

    def prune(self) -> int:
        """Delete alerts that are older than KEEP_DAYS."""
        return delete(Alert.objects.filter(day__lt=today() - timedelta(days=settings.keep_days)))

    def forget_person(self, address: str) -> int:
        """Delete the choices of a person's account: no further letter is sent."""
        return _find_watches(address).delete()[0]

    def export_person(self, address: str) -> list[dict[str, Any]]:
        """Return which letters a person gets."""
        watches = _find_watches(address).order_by("pk")
        return [
            {"letter": watch.kind, "site": watch.site, "is_on": watch.is_on} for watch in watches
        ]


def _find_watches(address: str) -> QuerySet[Watch]:
    """Return the choices of the accounts with an address, in any case."""
    if not normalise(address):
        return Watch.objects.none()
    return Watch.objects.filter(user__in=list_accounts(address))
