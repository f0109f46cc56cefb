"""Prints what is stored about a person, for requests of access."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from sharekit.exceptions import AppFailed
from sharekit.keeping.optional import export_person
from sharekit.management.person import HELP, parse_person


class Command(BaseCommand):
    """Prints as JSON the rows of each optional app that name a person."""

    help = "Print what optional apps keep about a person, as JSON; readers are never identified."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add --person."""
        parser.add_argument(
            "--person", metavar="ADDRESS", required=True, type=parse_person, help=HELP
        )

    def handle(self, *, person: str, **options: Any) -> None:
        """Print the rows to stdout, and to stderr that there are none."""
        try:
            rows = export_person(person)
        except AppFailed as failed:
            sentence = _(
                "The rows of the optional app %(app)s could not be read (%(error)s), so nothing "
                "was printed: it would not be complete."
            )
            raise CommandError(sentence % {"app": failed.app, "error": failed}) from failed
        if not rows:
            self.stderr.write(_("Nothing is stored about this person."))
        text = json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        self.stdout.write(text)
