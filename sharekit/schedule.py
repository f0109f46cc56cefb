"""The tasks that count events and keep the tables small.

As in every app, this module imports nothing but `Task`, because settings read it.
"""

from __future__ import annotations

from typing import Final

from sharekit.conf import Task

TASKS: Final = (
    Task("drain", seconds=5, run="sharekit.aggregate.drain.drain", celery="sharekit.tasks.drain"),
    Task("fold", seconds=3600, run="sharekit.aggregate.fold.fold", celery="sharekit.tasks.fold"),
    Task("prune", seconds=3600, run="sharekit.keeping.prune.prune", celery="sharekit.tasks.prune"),
)
