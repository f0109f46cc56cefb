"""Notes when a moment was last announced, so that an editor sees whether the site's code does."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import router, transaction
from django.utils import timezone

from sharekit.contrib.mails.models import Occurrence

_PAUSE: Final = timedelta(minutes=1)
"""At most one write of a process in this time: a row that all orders write would hold them up."""
_noted: Final[dict[str, datetime]] = {}


def note(moment: str) -> None:
    """Note on commit that a moment was announced; an error there is only logged."""
    using = router.db_for_write(Occurrence)
    # No partial: Django logs an error with the name of the function.
    transaction.on_commit(lambda: _note(moment), using=using, robust=True)


def forget() -> None:
    """Forget what this process has noted, as tests need it."""
    _noted.clear()


def _note(moment: str) -> None:
    now = timezone.now()
    # A clock that was set back writes, too.
    if abs(now - _noted.get(moment, now - _PAUSE)) >= _PAUSE:
        _write(moment, now)
        _noted[moment] = now


def _write(moment: str, now: datetime) -> None:
    Occurrence.objects.bulk_create(
        [Occurrence(moment=moment, last_at=now)],
        update_conflicts=True,
        unique_fields=["moment"],
        update_fields=["last_at"],
    )
