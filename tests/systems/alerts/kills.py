"""Kills workers at steps of the tasks: `python -m tests.systems.alerts.kills STRIDE EDITORS`.

A step is the moment before or after a statement or a commit; every STRIDE-th is tried. Each worker
is a process of its own that ends itself with SIGKILL there; two others run the same task
afterwards, at the same time. It prints a line of JSON: for each task the number of kills, and what
was wrong.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from itertools import count
from typing import Any, Final
from zoneinfo import ZoneInfo

import django
import pytest

MONDAY: Final = datetime(2026, 11, 30, 8, 5, tzinfo=ZoneInfo("Europe/Berlin"))
SITES: Final = ("news.example", "b.example")
STORIES: Final = ("bridge", "swifts")
OPTIONS: Final = {
    "HASH_KEY": "not a secret: for the tests only",
    "SITES": {site: f"https://{site}" for site in SITES},
    "MAILS": {"FROM": "The News <desk@news.example>"},
}


def fill(editors: int) -> None:
    """Make the tables, editors who want all letters, and articles that take off on Monday."""
    from django.contrib.auth.models import User
    from django.core.management import call_command

    from sharekit.contrib.alerts.models import Watch
    from sharekit.contrib.alerts.watching.watches import choose
    from tests.support.clock import stop_clock
    from tests.unit.contrib.alerts.making import count as count_acts
    from tests.unit.contrib.alerts.making import live

    call_command("migrate", verbosity=0)
    stop_clock(pytest.MonkeyPatch(), MONDAY)
    for number in range(editors):
        name = f"editor-{number}"
        editor = User.objects.create_superuser(name, f"{name}@news.example")
        for kind in Watch.Kind.values:
            for site in SITES:
                choose(editor, kind, site, is_on=True)
    for story in STORIES:
        live(story, until=MONDAY)
        count_acts(story, MONDAY, shares=40, marked=40)


def fork(run: Callable[[], Any]) -> int:
    """Run a function in a process of its own, and return the number of that process."""
    from django.db import connections

    # No two processes share a connection.
    connections.close_all()
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        run()
        status = 0
    finally:
        os._exit(status)


def run_until_killed(task: Callable[[], int], step: int) -> None:
    """Run a task, and end this process with -9 at a step."""
    from django.db import connection
    from django.db.backends.base.base import BaseDatabaseWrapper

    left = step

    def pass_by() -> None:
        nonlocal left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(run: Callable[..., Any], *arguments: Any) -> Any:
        pass_by()
        result = run(*arguments)
        pass_by()
        return result

    commit = BaseDatabaseWrapper.commit
    BaseDatabaseWrapper.commit = lambda own: around(commit, own)  # type: ignore[assignment, method-assign]
    with connection.execute_wrapper(around):
        task()


def wait(child: int) -> int:
    """Return how a process ended: its exit status, or minus the signal."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def find_faults(name: str, editors: int) -> list[str]:
    """Return what is wrong with the messages: each editor has each letter once."""
    from sharekit.contrib.alerts.models import Alert
    from sharekit.contrib.mails.models import Message

    if name == "look":
        alerts = {str(pk) for pk in Alert.objects.values_list("pk", flat=True)}
        expected = {("news.example", alert) for alert in alerts}
        faults = [] if len(alerts) == len(STORIES) else [f"{len(alerts)} alerts"]
    else:
        expected = {(site, "2026-11-23") for site in SITES}
        faults = []
    rows = Message.objects.select_related("mail")
    found = Counter(
        (row.address, row.mail.site, str(row.facts.get("alert", row.facts.get("monday"))))
        for row in rows
    )
    wanted = {
        (f"editor-{number}@news.example", *each) for number in range(editors) for each in expected
    }
    faults += [f"twice: {each}" for each, times in found.items() if times > 1]
    faults += [f"missing: {each}" for each in wanted - found.keys()]
    return faults + [f"not wanted: {each}" for each in found.keys() - wanted]


def forget(*, with_mails: bool) -> None:
    """Let no letter have been made; with the mails, which the first run makes."""
    from sharekit.contrib.alerts.models import Alert
    from sharekit.contrib.mails.models import Mail, Message

    Message.objects.all().delete()
    Alert.objects.all().delete()
    if with_mails:
        Mail.objects.all().delete()


def kill_at_each_step(name: str, stride: int, editors: int) -> dict[str, Any]:
    """Return the number of kills, and what was wrong after them."""
    from sharekit.contrib.alerts.looking.look import look
    from sharekit.contrib.alerts.looking.weekly import announce_week

    task = {"look": look, "weekly": announce_week}[name]
    faults: list[str] = []
    for run in count(1):
        forget(with_mails=run % 2 == 1)
        step = run * stride
        ended = wait(fork(lambda step=step: run_until_killed(task, step)))  # type: ignore[misc]
        others = [wait(each) for each in [fork(task), fork(task)]]
        faults += [f"step {step}: {each}" for each in find_faults(name, editors)]
        if others != [0, 0] or ended not in {0, -signal.SIGKILL}:
            faults.append(f"step {step}: {ended}, then {others}")
        if ended == 0:
            return {"kills": run - 1, "faults": faults}
    raise AssertionError("There is an end to every task.")


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from django.test import override_settings

    with override_settings(SHAREKIT=OPTIONS):
        stride, editors = map(int, sys.argv[1:])
        fill(editors)
        found = {name: kill_at_each_step(name, stride, editors) for name in ("weekly", "look")}
        sys.stdout.write(f"{json.dumps(found)}\n")
