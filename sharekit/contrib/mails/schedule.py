"""Schedules the tasks of mails; as in every app, it imports nothing but `Task`."""

from __future__ import annotations

from typing import Final

from sharekit.conf import Task

TASKS: Final = (
    Task(
        "mails-send",
        seconds=10,
        run="sharekit.contrib.mails.outbox.run.send",
        celery="sharekit.contrib.mails.tasks.send",
    ),
    Task(
        "mails-find",
        seconds=3600,
        run="sharekit.contrib.mails.moments.find.find",
        celery="sharekit.contrib.mails.tasks.find",
    ),
)
