"""One worker at a time sends the answers of an account, so that it can keep the platform's pace."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

from django.db.models import Q
from django.utils import timezone

from sharekit.contrib.bots.models import AccountState

SECONDS: Final = 60
"""How long a lease lasts if its worker dies: longer than a run and its last message."""


@contextmanager
def lease(account: str) -> Iterator[AccountState | None]:
    """Hold the lease of an account, and return its state; None if another worker has it.

    An account that is paused is leased by nobody.
    """
    now = timezone.now()
    AccountState.objects.bulk_create([AccountState(account=account)], ignore_conflicts=True)
    until = now + timedelta(seconds=SECONDS)
    free = AccountState.objects.filter(
        Q(leased_until=None) | Q(leased_until__lte=now),
        Q(paused_until=None) | Q(paused_until__lte=now),
        account=account,
    )
    if not free.update(leased_until=until):
        yield None
        return
    mine = AccountState.objects.filter(account=account, leased_until=until)
    try:
        yield AccountState.objects.get(account=account)
    finally:
        mine.update(leased_until=None)
