"""The task that credits conversions. It imports nothing but `Task`, because settings read it."""

from __future__ import annotations

from typing import Final

from sharekit.conf import Task

TASKS: Final = (
    Task(
        "conversions-credit",
        seconds=60,
        run="sharekit.contrib.conversions.credit.credit.credit",
        celery="sharekit.contrib.conversions.tasks.credit",
    ),
)
