"""The doctor's findings: letters that nobody gets, and tasks that nothing runs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from sharekit.contrib.alerts.looking import runs
from sharekit.contrib.alerts.models import Watch
from sharekit.contrib.alerts.watching.watches import list_sites, may_get
from sharekit.extensions import Finding

_TASKS: Final = {
    Watch.Kind.WEEKLY.value: (runs.WEEKLY, timedelta(hours=3)),
    Watch.Kind.TAKE_OFF.value: (runs.LOOK, timedelta(hours=1)),
}
"""The task of each letter, and how long it may not run."""


def examine() -> Iterator[Finding]:
    """Look at who gets letters, and at the tasks that make them."""
    watches = Watch.objects.filter(is_on=True, site__in=list_sites()).select_related("user")
    wanted = {watch.kind for watch in watches.iterator() if may_get(watch.user)}
    if not wanted:
        yield Finding(
            "hint",
            _("Nobody gets a letter."),
            _("Switch one on in the admin: Letters to editors, My letters."),
        )
    late = [
        kind for kind, (task, most) in _TASKS.items() if kind in wanted and _is_late(task, most)
    ]
    for kind in late:
        sentence = _("The task %(task)s does not run, so “%(letter)s” is not sent.")
        values = {"task": _TASKS[kind][0], "letter": Watch.Kind(kind).label}
        step = _("Start Celery's worker and beat, or manage.py sharekit_run --watch.")
        yield Finding("problem", sentence % values, step)
    if wanted and not late:
        yield Finding("ok", _("The letters to editors are made."))


def _is_late(task: str, most: timedelta) -> bool:
    last = runs.find_last(task)
    return last is None or timezone.now() - last > most
