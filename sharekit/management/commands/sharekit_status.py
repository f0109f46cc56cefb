"""Shows how counting goes, and whether an operator must act."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error
from django.utils.translation import gettext as _

from sharekit.status.operations import get_operations, render_operations, render_operations_json


class Command(BaseCommand):
    """Prints how counting goes; exit code 1 if there is a problem."""

    help = (
        "Print the backlog, the progress of every shard, and any problems. Exit code 1 if an "
        "operator must act."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add --format."""
        parser.add_argument("--format", choices=("table", "json"), default="table")

    def handle(self, *, format: str, **options: Any) -> None:  # noqa: A002 - the option's name
        """Print the operations; if they are unhealthy, end with the fix and exit code 1."""
        try:
            operations = get_operations()
        except Error as error:
            sentence = _("The database failed: %(error)s")
            raise CommandError(sentence % {"error": str(error).partition("\n")[0]}) from error
        if format == "json":
            if not operations.healthy:
                self.stderr.write(operations.sentence)
            self.stdout.write(render_operations_json(operations))
        else:
            self.stdout.write(render_operations(operations))
        if not operations.healthy:
            raise CommandError(operations.step)
