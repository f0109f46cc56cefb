"""Schedules the tasks of bots; as in every app, it imports nothing but `Task`."""

from __future__ import annotations

from typing import Final

from sharekit.conf import Task

TASKS: Final = (
    Task(
        "bots-answer",
        # A customer waits: an answer comes within three seconds.
        seconds=2,
        run="sharekit.contrib.bots.working.run.answer",
        celery="sharekit.contrib.bots.tasks.answer",
    ),
    Task(
        "bots-look",
        seconds=60,
        run="sharekit.contrib.bots.working.look.look",
        celery="sharekit.contrib.bots.tasks.look",
    ),
)
