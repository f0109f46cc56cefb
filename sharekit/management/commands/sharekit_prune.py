"""Prunes and folds on sites without Celery."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from sharekit.aggregate.fold import fold
from sharekit.formats import format_number
from sharekit.keeping.prune import prune


class Command(BaseCommand):
    """Deletes rows whose retention has ended; counts are kept."""

    help = "Delete readers' hashes and old rows, and fold the hours of old days. Counts stay."

    def handle(self, **options: Any) -> None:
        """Fold, prune and print the numbers of rows."""
        folded = fold()
        pruned = prune()
        for done, count in (
            (_("Rows of hourly counts folded into days"), folded),
            (_("Salts of readers' hashes deleted"), pruned.salts),
            (_("Visits cleared of their reader"), pruned.readers),
            (_("Links deleted"), pruned.links),
            (_("Visits deleted"), pruned.visits),
            (_("Counts of copied blocks deleted"), pruned.blocks),
            (_("Rejected events deleted"), pruned.rejected),
        ):
            self.stdout.write(f"{done}: {format_number(count)}")
        for title, count in pruned.optional.items():
            line = _("%(title)s, rows deleted or cleared: %(count)s")
            self.stdout.write(line % {"title": title, "count": format_number(count)})
