"""Counts events on sites without Celery: once, from cron, or in a loop."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from django.db import Error, connections
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sharekit import buffers
from sharekit.aggregate.drain import drain
from sharekit.aggregate.fold import fold
from sharekit.formats import format_number
from sharekit.keeping.prune import prune
from sharekit.management import due
from sharekit.management.stop import sleep, watch_signals
from sharekit.schedule import TASKS
from sharekit.status.status import get_status

HOUR: Final = 3600.0
"""Seconds between two rounds of folding and pruning."""


class _Stopped(Exception):  # noqa: N818 - no error
    """A signal came between two steps of folding or pruning."""


class Command(BaseCommand):
    """Counts waiting events, once or until it is stopped; folds and prunes every hour."""

    help = "Count the events that wait, and fold and prune hourly. With --watch, again and again."

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
        """Count once, or every `interval` seconds."""
        if not 0 < interval <= HOUR:
            raise CommandError(_("--interval must be more than 0 and at most 3600 seconds."))
        if not watch:
            self._say(_format_counted(drain()))
            _run_hourly_tasks()
            self._say(get_status().sentence)
            return
        with watch_signals() as signals:
            self._watch(interval, signals)
        self._say(_("Stopped. Events that were not counted yet wait for the next worker."))

    _counted_at = -HOUR

    def _watch(self, interval: float, signals: list[int]) -> None:
        for advice in buffers.get().check():
            self._warn(f"{advice.sentence}\n    {advice.step}")
        self._say(
            _("Counting every %(count)g seconds. Press Ctrl-C to stop.") % {"count": interval}
        )
        tidied = -HOUR

        def count_on() -> None:
            """Count what came meanwhile, because folding and pruning may take minutes.

            A signal ends them here: systemd and Docker wait for some seconds only.
            """
            if signals:
                raise _Stopped
            if time.monotonic() - self._counted_at >= interval:
                self._count()

        while not signals:
            try:
                self._count()
                if time.monotonic() - tidied >= HOUR:
                    fold(count_on)
                    prune(count_on)
                    tidied = time.monotonic()
            except _Stopped:
                return
            except Error as error:
                sentence = _("The database failed (%(error)s). Trying again in %(count)g seconds.")
                self._warn(sentence % {"error": str(error).partition("\n")[0], "count": interval})
                # The next round opens a new connection, because this one may be dead.
                connections.close_all()
            sleep(interval, signals)

    def _count(self) -> None:
        if counted := drain():
            self._say(f"{time.strftime('%H:%M:%S')} {_format_counted(counted)}")
        self._counted_at = time.monotonic()

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _warn(self, line: str) -> None:
        self.stderr.write(line)
        self.stderr.flush()


def _run_hourly_tasks() -> None:
    """Fold and prune, each if an hour has passed since it last began."""
    for task in TASKS:
        if task.seconds == HOUR and not due.begin(task, seconds=HOUR):
            import_string(task.run)()


def _format_counted(counted: int) -> str:
    return ngettext("Counted %(count)s event.", "Counted %(count)s events.", counted) % {
        "count": format_number(counted)
    }
