"""The door to prune and fold for sites without Celery."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from sharekit import aggregate


class Command(BaseCommand):
    """Deletes what must not be kept any longer; counts stay."""

    help = "Delete readers' hashes and old rows, and fold the hours of old days. Counts stay."

    def handle(self, **options: Any) -> None:
        """Fold, prune and say how many rows that was."""
        folded = aggregate.fold()
        pruned = aggregate.prune()
        for sentence, count in (
            (_("%(count)s rows of hourly counts were folded into days."), folded),
            (_("%(count)s salts of readers' hashes were deleted."), pruned.salts),
            (_("%(count)s visits were cleared of their reader."), pruned.readers),
            (_("%(count)s links were deleted."), pruned.links),
            (_("%(count)s visits were deleted."), pruned.visits),
            (_("%(count)s rejected events were deleted."), pruned.rejected),
        ):
            self.stdout.write(sentence % {"count": f"{count:,}"})
