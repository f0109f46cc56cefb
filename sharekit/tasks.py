"""Celery's doorbells: a lost, late, doubled or concurrent task changes nothing.

Beat rings them by `sharekit.conf.BEAT_SCHEDULE`. A queue of their own is Celery's setting:
`task_routes = {"sharekit.tasks.*": {"queue": "sharekit"}}`.
"""

from __future__ import annotations

import logging
from functools import partial
from typing import Any, Final

from celery import shared_task
from celery.signals import worker_ready

from sharekit import aggregate, buffers
from sharekit.conf import BEAT_SCHEDULE

logger: Final = logging.getLogger("sharekit")


def _find_expiry(name: str) -> int:
    """Return the seconds after which a doorbell that nobody heard is forgotten.

    The next one has rung by then. It is the task's own, too, since a scheduler may drop options:
    django-celery-beat keeps neither `expires` nor anything else that it has no column for.
    """
    seconds: int = BEAT_SCHEDULE[name]["options"]["expires"]
    return seconds


_doorbell: Final = partial(
    shared_task,
    ignore_result=True,
    # A drain ends by itself after 20 seconds and a batch; pruning goes in small steps. No soft
    # limit: its exception in the middle of an event would have that one set aside as a bad one.
    time_limit=330,
)


@_doorbell(expires=_find_expiry("sharekit-drain"))
def drain() -> None:
    """Count what waits: the first shard here, the others wherever a worker is free."""
    first, *others = buffers.get().shards()
    for shard in others:
        drain_shard.delay(shard)
    aggregate.drain([first])


@_doorbell(expires=_find_expiry("sharekit-drain"))
def drain_shard(shard: str) -> None:
    """Count what waits in a shard, unless another worker does."""
    aggregate.drain([shard])


@_doorbell(expires=_find_expiry("sharekit-fold"))
def fold() -> None:
    """Fold the hours of old days."""
    aggregate.fold()


@_doorbell(expires=_find_expiry("sharekit-prune"))
def prune() -> None:
    """Delete what must not be kept any longer."""
    aggregate.prune()


@worker_ready.connect
def advise(**_kwargs: Any) -> None:
    """Say at the start of a worker what in the buffer's server endangers events."""
    for advice in buffers.get().check():
        logger.warning("%s Change it to: %s", advice.sentence, advice.step)
