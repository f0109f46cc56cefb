"""Ends declarations that nobody has confirmed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sharekit.contrib.mails.models import Subscription
from sharekit.keeping.steps import delete

State = Subscription.State


def end_unconfirmed(before: datetime) -> int:
    """Delete declarations of before that time, and return the number of rows.

    A person who had stopped before is stopped again, with the proof of then: anybody can type
    an address.
    """
    rows = Subscription.objects.filter(state=State.ASKED, asked_at__lt=before)
    stopped = rows.filter(stopped_at__isnull=False)
    return delete(rows.filter(stopped_at=None)) + sum(map(_restore, stopped.iterator()))


def _restore(row: Subscription) -> int:
    *earlier, last = row.earlier
    unchanged = Subscription.objects.filter(pk=row.pk, state=State.ASKED, asked_at=row.asked_at)
    return unchanged.update(
        state=State.STOPPED,
        earlier=earlier,
        **{name: _parse(name, value) for name, value in last.items()},
    )


def _parse(name: str, value: str | None) -> Any:
    return datetime.fromisoformat(value) if value and name.endswith("_at") else value
