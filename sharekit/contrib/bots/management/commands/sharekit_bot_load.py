"""Reads a bot from a file, says what is wrong with it, and publishes it."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from sharekit.contrib.bots.publishing.file import load_file
from sharekit.contrib.bots.publishing.publish import check, publish


class Command(BaseCommand):
    """`manage.py sharekit_bot_load FILE [--publish]`."""

    help = "Read a bot from a TOML file into its draft. With --publish, customers meet it then."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the options of the command."""
        parser.add_argument("file", metavar="FILE", help="the file with the rules")
        parser.add_argument("--publish", action="store_true", help="unless there are errors")
        parser.add_argument("--site", default="", help="the site, if there are several")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the draft, print errors and warnings, and publish if it is asked for."""
        try:
            text = Path(options["file"]).read_text(encoding="utf-8")
            bot = load_file(text, site=options["site"])
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from None
        checked = check(bot)
        for sentence in checked.warnings:
            self.stdout.write(_("Warning: %(sentence)s") % {"sentence": sentence})
        if checked.errors:
            raise CommandError("\n".join(checked.errors))
        self.stdout.write(
            _("%(bot)s: rules %(rules)s, examples %(examples)s.")
            % {
                "bot": bot.slug,
                "rules": len(checked.draft.edition.rules),
                "examples": len(checked.draft.examples),
            }
        )
        if options["publish"]:
            edition = publish(bot, accepts_warnings=True)
            self.stdout.write(_("Published as edition %(number)s.") % {"number": edition.number})
