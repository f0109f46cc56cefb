"""Runs scheduled tasks on sites without Celery."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings as django_settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from sharekit.conf import Task, list_tasks
from sharekit.management import due
from sharekit.management.stop import sleep, watch_signals
from sharekit.nearest import suggest


class Command(BaseCommand):
    """Runs the tasks that are due, once or until it is stopped."""

    help = (
        "Run the scheduled tasks that are due, or the named ones now. With --watch, until stopped."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the names of tasks and --watch."""
        names = ", ".join(task.name for task in list_tasks(django_settings.INSTALLED_APPS))
        parser.add_argument("tasks", nargs="*", metavar="TASK", help=f"one of: {names}")
        parser.add_argument("--watch", action="store_true", help="continue until stopped")

    def handle(self, *, tasks: list[str], watch: bool, verbosity: int, **options: Any) -> None:
        """Run each task once if it is due or named, or each whenever it is due."""
        chosen = _choose(tasks)
        self._failed: list[str] = []
        self._is_silent = watch and verbosity < 2
        if watch:
            self._watch(chosen)
            return
        for task in chosen:
            if wait := self._run(task, seconds=0 if tasks else task.seconds):
                self._write(
                    _("%(task)s is due in %(count)d s.") % {"task": task.name, "count": wait}
                )
        if self._failed:
            raise CommandError(_("Failed: %(tasks)s.") % {"tasks": ", ".join(self._failed)})

    def _watch(self, tasks: list[Task]) -> None:
        with watch_signals() as signals:
            self._write(_("Running tasks when they are due. Press Ctrl-C to stop."))
            while not signals:
                waits = [self._run(each, seconds=each.seconds) or each.seconds for each in tasks]
                sleep(min(waits), signals)
        self._write(_("Stopped."))

    def _run(self, task: Task, *, seconds: int) -> float:
        """Run a task if it is due, otherwise return the seconds until it is."""
        try:
            if wait := due.begin(task, seconds=seconds):
                return wait
            import_string(task.run)()
        except Exception as error:  # noqa: BLE001 - other tasks do not depend on this one
            sentence = _("%(task)s failed: %(error)s") % {"task": task.name, "error": error}
            self.stderr.write(sentence.partition("\n")[0])
            self.stderr.flush()
            self._failed.append(task.name)
            # The next one opens a new connection, because this one may be dead.
            connections.close_all()
        else:
            if not self._is_silent:
                self._write(_("Ran %(task)s.") % {"task": task.name})
        return 0.0

    def _write(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def _choose(names: list[str]) -> list[Task]:
    tasks = {task.name: task for task in list_tasks(django_settings.INSTALLED_APPS)}
    for name in names:
        if name not in tasks:
            raise CommandError(f"Unknown task {name!r}. {suggest(name, tasks)}")
    return [tasks[name] for name in names] or list(tasks.values())
