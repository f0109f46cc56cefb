"""Schedules the task of promotions; as in every app, it imports nothing but `Task`."""

from __future__ import annotations

from typing import Final

from sharekit.conf import Task

TASKS: Final = (
    Task(
        "promotions-settle",
        seconds=300,
        run="sharekit.contrib.promotions.settle.run.settle",
        celery="sharekit.contrib.promotions.tasks.settle",
    ),
)
