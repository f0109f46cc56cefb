"""Celery tasks: a lost, late, doubled or concurrent task changes nothing.

Beat schedules them by `sharekit.conf.beat_schedule`. For a separate queue, use Celery's own
setting: `task_routes = {"sharekit.tasks.*": {"queue": "sharekit"}}`.
"""

from __future__ import annotations

import logging
from functools import partial
from typing import Any, Final

from celery import shared_task
from celery.signals import worker_ready

from sharekit import buffers
from sharekit.aggregate import drain as draining
from sharekit.aggregate import fold as folding
from sharekit.keeping import prune as pruning
from sharekit.schedule import TASKS

logger: Final = logging.getLogger("sharekit")


def _get_expiry(name: str) -> int:
    """Return the seconds after which a task that no worker has started is dropped.

    The next one has been sent by then. The task sets it, too, because schedulers may drop options:
    django-celery-beat keeps neither `expires` nor any other option without a column.
    """
    return {task.name: task.seconds for task in TASKS}[name]


_doorbell: Final = partial(
    shared_task,
    ignore_result=True,
    # A drain ends by itself after 20 seconds and a batch; pruning goes in small steps. There is no
    # soft limit: its exception in the middle of an event would have that event rejected as bad.
    time_limit=330,
)


@_doorbell(expires=_get_expiry("drain"))
def drain() -> None:
    """Count waiting events: the first shard here, the others on any free worker."""
    first, *others = buffers.get().shards()
    for shard in others:
        drain_shard.delay(shard)
    draining.drain([first])


@_doorbell(expires=_get_expiry("drain"))
def drain_shard(shard: str) -> None:
    """Count waiting events of a shard, unless another worker does."""
    draining.drain([shard])


@_doorbell(expires=_get_expiry("fold"))
def fold() -> None:
    """Fold the hours of old days."""
    folding.fold()


@_doorbell(expires=_get_expiry("prune"))
def prune() -> None:
    """Delete rows whose retention has ended."""
    pruning.prune()


@worker_ready.connect
def advise(**_kwargs: Any) -> None:
    """Log risks to events in the buffer's server when a worker starts."""
    for advice in buffers.get().check():
        logger.warning("%s Change it to: %s", advice.sentence, advice.step)
