"""Checks what previews of a page will lack."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from sharekit.link_checks.check import check_page
from sharekit.link_checks.fetch import NoPage
from sharekit.link_checks.words import render_table, to_json


class Command(BaseCommand):
    """Shows what each app lacks for a preview of a page; exit code 1 if a preview is broken."""

    help = (
        "Request a page of this site as a chat app's bot does, and say what the page lacks for "
        "previews and sharing in each app. Exit code 1 if it lacks something that they need."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add PATH, --host and --format."""
        parser.add_argument(
            "path", metavar="PATH", help="the page's path, such as /articles/swifts/"
        )
        parser.add_argument(
            "--host", default="", help="one of the site's hosts (default: that of SITE_URL)"
        )
        parser.add_argument("--format", choices=("table", "json"), default="table")

    def handle(self, *, path: str, host: str, format: str, **options: Any) -> None:  # noqa: A002 - the option's name
        """Print the report; end with exit code 1 if something is broken, or there is no page."""
        try:
            report = check_page(path, host=host)
        except NoPage as error:
            raise CommandError(str(error)) from error
        write = to_json if format == "json" else render_table
        self.stdout.write(write(report))
        if report.is_broken:
            raise CommandError(_("This page lacks something that its previews need."))
