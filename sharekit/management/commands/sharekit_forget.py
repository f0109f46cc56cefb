"""The door to forgetting, for requests of erasure."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from sharekit import aggregate, buffers, reports, tokens


class Command(BaseCommand):
    """Deletes what is kept of one shared link; counts stay."""

    help = "Delete a shared link, its visits, and every row that names it. Counts stay."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --link and --dry-run."""
        parser.add_argument(
            "--link",
            required=True,
            metavar="URL",
            help="the shared address in quotes, with its mark, or the mark alone: "
            "'https://example.com/swifts/#sk=wK7mQ2xR9tL'",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be deleted")

    def handle(self, *, link: str, dry_run: bool, **options: Any) -> None:
        """Say what was deleted; end with exit code 1 when that was nothing, or may not be all."""
        token = _read_token(link.strip())
        if dry_run:
            self._print(_("Nothing is deleted. To be deleted:"), aggregate.find_traces(token))
            waiting = buffers.get().status().waiting
            if waiting:
                sentence = _("Events that wait, which are counted first: %(count)s")
                self.stdout.write(sentence % {"count": reports.write_number(waiting)})
            return
        is_counted = aggregate.count_waiting()
        traces = aggregate.forget_link(token)
        if any((traces.links, traces.visits, traces.rejected, traces.below)):
            self._print(_("Deleted:"), traces)
            self.stdout.write(_("Counts stay: they are of no person."))
        if not is_counted:
            raise CommandError(
                _(
                    "Events still wait that nobody can count now, and one may bring this link "
                    "back. See manage.py sharekit_status, and run this again when they are "
                    "counted."
                )
            )
        if not any((traces.links, traces.visits, traces.rejected, traces.below)):
            raise CommandError(_("Nothing is kept of this link; there was nothing to delete."))

    def _print(self, heading: str, traces: aggregate.Traces) -> None:
        self.stdout.write(heading)
        for name, count in (
            (_("Links"), traces.links),
            (_("Visits"), traces.visits),
            (_("Rejected events"), traces.rejected),
            (_("Its mark in links that were passed on from it"), traces.below),
        ):
            self.stdout.write(f"  {name}: {reports.write_number(count)}")


def _read_token(link: str) -> str:
    token = link if tokens.is_token(link) else tokens.strip(link)[1]
    if token is None:
        raise CommandError(
            _(
                "This address has no mark. A shared one ends like #sk=wK7mQ2xR9tL; write it in "
                "quotes, as it was shared."
            )
        )
    if not tokens.is_token(token):
        raise CommandError(
            _("This mark names a way alone, as many links do: nothing is kept of it.")
        )
    return token
