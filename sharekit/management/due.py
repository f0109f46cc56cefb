"""Which scheduled tasks are due on sites without Celery."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from sharekit.buffers import cursors
from sharekit.conf import Task
from sharekit.models import ShardCursor

PREFIX: Final = "run:"
"""The beginning of the names of cursor rows whose position is when a task last began."""


def begin(task: Task, *, seconds: float) -> float:
    """Return 0 if a task is due, and note that it begins; otherwise the seconds until it is.

    It is due when `seconds` have passed since it last began, in any process. A worker of Celery
    notes nothing, so a site that has one runs tasks twice, which changes nothing.
    """
    name = PREFIX + task.name
    with cursors.hold(name, waits=True):
        row = ShardCursor.objects.get(shard=name)
        # Read behind the lock: the process that had it may have begun the task just now.
        now = datetime.now(UTC)
        if row.position:
            passed = (now - datetime.fromisoformat(row.position)).total_seconds()
            # Negative if another machine's clock is ahead, or if this one was set back: by a day,
            # for example, which must not stop a task for that day.
            if abs(passed) < seconds:
                return seconds - passed
        row.position = now.isoformat()
        row.save(update_fields=["position"])
    return 0.0
