"""The command line's door to the reports."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sharekit import reports
from sharekit.exceptions import Refused


class Command(BaseCommand):
    """Prints every article's figures."""

    help = "Print how articles were read, shared, copied and passed on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --days, --since, --until, --article and --format."""
        parser.add_argument("--days", metavar="N", help="the last N days, today included")
        parser.add_argument("--since", metavar="DAY", help="the first day, where no --days are")
        parser.add_argument("--until", metavar="DAY", help="the last day, where no --days are")
        parser.add_argument("--article", default="", metavar="URL", help="one article's address")
        parser.add_argument("--format", choices=("table", "json", "csv"), default="table")

    def handle(self, *, article: str, format: str, **options: Any) -> None:  # noqa: A002 - the option's name
        """Print the report to stdout; for json and csv the status goes to stderr."""
        status = reports.find_status()
        try:
            period = reports.read_period(options)
            report = reports.build(status, period, url=article)
        except Refused as refused:
            raise CommandError(refused.sentence) from None
        if format == "json":
            # counted_up_to is in the report itself: only trouble needs a line beside it.
            if not status.is_healthy:
                self.stderr.write(status.sentence)
            self.stdout.write(reports.write_json(report))
        elif format == "csv":
            self.stderr.write(status.sentence)
            self.stdout.write(reports.write_sheet(report), ending="")
        else:
            self.stdout.write(f"{status.sentence}\n\n{reports.write_table(report)}")
