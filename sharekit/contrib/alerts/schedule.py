"""Schedules the tasks of alerts; as in every app, it imports nothing but `Task`."""

from __future__ import annotations

from typing import Final

from sharekit.conf import Task

TASKS: Final = (
    Task(
        "alerts-look",
        seconds=900,
        run="sharekit.contrib.alerts.looking.look.look",
        celery="sharekit.contrib.alerts.tasks.look",
    ),
    Task(
        "alerts-weekly",
        seconds=3600,
        run="sharekit.contrib.alerts.looking.weekly.announce_week",
        celery="sharekit.contrib.alerts.tasks.announce_week",
    ),
)
