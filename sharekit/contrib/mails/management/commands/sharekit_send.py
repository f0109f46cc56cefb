"""Sends mails on sites without Celery: once, from cron, or in a loop."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from django.db import Error, connections
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sharekit.contrib.mails.outbox.run import send
from sharekit.formats import format_number
from sharekit.management.stop import sleep, watch_signals

_MOST: Final = 3600.0
"""The most seconds between two rounds."""


class Command(BaseCommand):
    """Sends the mails that are due, once or until it is stopped."""

    help = "Send the mails that are due. With --watch, again and again until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add --watch and --interval."""
        parser.add_argument("--watch", action="store_true", help="continue until stopped")
        parser.add_argument(
            "--interval",
            type=float,
            default=5,
            metavar="SECONDS",
            help="seconds between two rounds of --watch (default: 5)",
        )

    def handle(self, *, watch: bool, interval: float, **options: Any) -> None:
        """Send once, or every `interval` seconds."""
        if not 0 < interval <= _MOST:
            raise CommandError(_("--interval must be more than 0 and at most 3600 seconds."))
        with watch_signals() as signals:
            if watch:
                self._watch(interval, signals)
            else:
                self._send_all(signals)

    def _send_all(self, signals: list[int]) -> None:
        tried = 0
        while done := send(lambda: bool(signals)):
            tried += done
        self._write(_format_tried(tried))

    def _watch(self, interval: float, signals: list[int]) -> None:
        self._write(
            _("Sending mails every %(count)g seconds. Press Ctrl-C to stop.") % {"count": interval}
        )
        while not signals:
            try:
                # A signal ends it between two mails, so none is left in doubt.
                tried = send(lambda: bool(signals))
            except Error as error:
                sentence = _("The database failed (%(error)s). Trying again in %(count)g seconds.")
                values = {"error": str(error).partition("\n")[0], "count": interval}
                self.stderr.write(sentence % values)
                self.stderr.flush()
                # The next round opens a new connection, because this one may be dead.
                connections.close_all()
                tried = 0
            if tried:
                self._write(f"{time.strftime('%H:%M:%S')} {_format_tried(tried)}")
            else:
                sleep(interval, signals)
        self._write(_("Stopped."))

    def _write(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def _format_tried(tried: int) -> str:
    sentence = ngettext("Tried %(count)s mail.", "Tried %(count)s mails.", tried)
    return sentence % {"count": format_number(tried)}
