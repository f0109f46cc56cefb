"""The door to aggregate for sites without Celery: once, from cron, or in a loop."""

from __future__ import annotations

import signal
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from django.db import Error, connections
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sharekit import aggregate, buffers, reports

HOUR: Final = 3600.0
"""Seconds between two rounds of folding and pruning."""
_PAUSE: Final = 0.2
"""Seconds after which a signal is noticed."""


class Command(BaseCommand):
    """Counts what waits, once or until it is stopped."""

    help = "Count the events that wait. With --watch, again and again, and fold and prune hourly."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --watch and --interval."""
        parser.add_argument("--watch", action="store_true", help="go on until stopped")
        parser.add_argument(
            "--interval",
            type=float,
            default=5,
            metavar="SECONDS",
            help="seconds between two rounds of --watch (default: 5)",
        )

    def handle(self, *, watch: bool, interval: float, **options: Any) -> None:
        """Count once, or every `interval` seconds."""
        if not 0 < interval <= HOUR:
            raise CommandError(_("--interval is more than 0 and at most 3600 seconds."))
        if not watch:
            self._say(_tell(aggregate.drain()))
            self._say(reports.find_status().sentence)
            return
        with _hear_signals() as heard:
            self._watch(interval, heard)
        self._say(_("Stopped. What was not counted yet waits for the next worker."))

    def _watch(self, interval: float, heard: list[int]) -> None:
        for advice in buffers.get().check():
            self._warn(f"{advice.sentence}\n    {advice.step}")
        self._say(_("Counting every %(count)g seconds; Ctrl-C stops.") % {"count": interval})
        tidied = -HOUR
        while not heard:
            try:
                counted = aggregate.drain()
                if time.monotonic() - tidied >= HOUR:
                    aggregate.fold()
                    aggregate.prune()
                    tidied = time.monotonic()
            except Error as error:
                sentence = _("The database failed (%(error)s); trying again in %(count)g seconds.")
                self._warn(sentence % {"error": str(error).partition("\n")[0], "count": interval})
                # The next round opens a new connection: this one may be dead.
                connections.close_all()
            else:
                if counted:
                    self._say(f"{time.strftime('%H:%M:%S')} {_tell(counted)}")
            end = time.monotonic() + interval
            while not heard and time.monotonic() < end:
                time.sleep(min(_PAUSE, interval))

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _warn(self, line: str) -> None:
        self.stderr.write(line)
        self.stderr.flush()


def _tell(counted: int) -> str:
    return ngettext("Counted %(count)s event.", "Counted %(count)s events.", counted) % {
        "count": reports.write_number(counted)
    }


@contextmanager
def _hear_signals() -> Iterator[list[int]]:
    """Give a list that Ctrl-C and SIGTERM, by which services are stopped, are written into.

    Nothing is interrupted: an exception inside a query leaves PostgreSQL's connection in disorder.
    """
    heard: list[int] = []
    before = {
        number: signal.signal(number, lambda number, frame: heard.append(number))
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield heard
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
