"""Prints the report."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from sharekit.exceptions import AppFailed, Refused
from sharekit.extensions import SECTIONS
from sharekit.reports.figures.articles.lookup import find_article, find_site
from sharekit.reports.period.days import Period, parse_period
from sharekit.reports.period.named import NAMED
from sharekit.reports.tables.articles import build_articles, render_json
from sharekit.reports.tables.csv import render_csv
from sharekit.reports.tables.sections import ReadSection, read_section
from sharekit.reports.tables.terminal import render_section, render_table
from sharekit.status.status import Status, get_status


class Command(BaseCommand):
    """Prints every article's figures."""

    help = "Print how articles were viewed, shared, copied and reshared."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the options of a period, --article and --format."""
        parser.add_argument("--period", metavar="NAME", help=f"one of {', '.join(NAMED)}")
        parser.add_argument(
            "--days", metavar="N", help="the last N days, including today, if --period is not given"
        )
        parser.add_argument("--since", metavar="DAY", help="the first day, if --days is not given")
        parser.add_argument("--until", metavar="DAY", help="the last day, if --days is not given")
        parser.add_argument(
            "--site", default="", metavar="HOST", help="only the articles of a site"
        )
        parser.add_argument(
            "--language", default="", metavar="CODE", help="only the articles of a language"
        )
        parser.add_argument(
            "--group", default="", metavar="GROUP", help='only a group, such as "section:Sport"'
        )
        parser.add_argument("--article", default="", metavar="URL", help="one article's address")
        parser.add_argument(
            "--section",
            choices=SECTIONS,
            metavar="APP",
            help=f"the table of an optional app: {', '.join(SECTIONS)}",
        )
        parser.add_argument("--format", choices=("table", "json", "csv"), default="table")

    def handle(
        self,
        *,
        article: str,
        section: str | None,
        format: str,  # noqa: A002 - the option's name
        **options: Any,
    ) -> None:
        """Print the report to stdout; for json and csv the status goes to stderr."""
        status = get_status()
        try:
            period = parse_period({**options, "site": find_site(options["site"])})
            if section:
                self._print_section(_read(section, period, article), period, status, format)
                return
            report = build_articles(status.counted_up_to, period, url=article)
        except Refused as refused:
            raise CommandError(refused.sentence) from None
        if format == "json":
            # The report contains counted_up_to, so only problems are printed besides it.
            if not status.is_healthy:
                self.stderr.write(status.sentence)
            self.stdout.write(render_json(report))
        elif format == "csv":
            self.stderr.write(status.sentence)
            self.stdout.write(render_csv(report), ending="")
        else:
            self.stdout.write(f"{status.sentence}\n\n{render_table(report)}")

    def _print_section(self, found: ReadSection, period: Period, status: Status, form: str) -> None:
        if form == "table":
            self.stdout.write(f"{status.sentence}\n\n{render_section(found)}")
            return
        self.stderr.write(status.sentence)
        if form == "json":
            self.stdout.write(b"".join(found.table.to_json(period, status.counted_up_to)).decode())
        else:
            # The byte order mark is for spreadsheets that open a download.
            self.stdout.write("".join(found.table.to_csv()).lstrip("\ufeff"), ending="")


def _read(section: str, period: Period, url: str) -> ReadSection:
    """Return the table of an app; raises CommandError if it has none here."""
    article = find_article(url, site=period.site) if url else None
    try:
        found = read_section(section, period, article)
    except AppFailed as failed:
        sentence = _("The table of %(app)s could not be read: %(error)s")
        raise CommandError(sentence % {"app": section, "error": failed}) from failed
    if found is None:
        raise CommandError(_("The app %(app)s has nothing to show here.") % {"app": section})
    return found
