"""Deletes rows whose retention has ended; counts are kept."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

import msgspec
from django.db.models import QuerySet
from django.utils import timezone

from sharekit import buffers
from sharekit.aggregate.settle import CURSOR
from sharekit.aggregate.sql.salts import delete_salts, rewrite_salts
from sharekit.aggregate.withdrawn import LATEST
from sharekit.buffers import cursors
from sharekit.conf import settings
from sharekit.keeping import steps
from sharekit.keeping.optional import prune_optional
from sharekit.models import (
    MINUTES,
    READER_DAYS,
    BlockRollup,
    Clickback,
    MinuteTotal,
    Notice,
    RejectedEvent,
    ShardCursor,
    SharedReport,
    ShareLink,
    Withdrawal,
)

ERASED: Final = "erase"
"""The cursor row whose position is the last day on which the buffer erased its server's files."""


class Pruned(msgspec.Struct, frozen=True):
    """How many rows were deleted, or cleared of their reader.

    `optional` counts the rows of optional apps by title.
    """

    salts: int
    readers: int
    links: int
    visits: int
    blocks: int
    rejected: int
    optional: dict[str, int] = {}


def prune(between: Callable[[], object] = lambda: None) -> Pruned:
    """Delete salts after 48 hours and raw rows after KEEP_DAYS; clear readers whose salt is
    deleted.

    `between` is called after each small step, for work that must not wait for all of them.
    Campaign links are kept, because an old one may still be opened. Once a day, database and buffer
    erase what was deleted from their files.
    """
    last = datetime.now(UTC).date() - timedelta(days=READER_DAYS)
    old = timezone.now() - timedelta(days=settings.keep_days)
    # A link without a place, or one that moved, is still needed by the links below it.
    links = ShareLink.objects.filter(at__lt=old, generation__isnull=False, stale_after=None)
    Withdrawal.objects.filter(until__lt=timezone.now() - LATEST).delete()
    SharedReport.objects.filter(expires__lt=timezone.now()).delete()
    MinuteTotal.objects.filter(minute__lte=time.time() // 60 - MINUTES).delete()
    salts = delete_salts(last)
    # First, because the rest may take longer than the time limit of the task.
    _erase()
    return Pruned(
        salts=salts,
        readers=_clear(Clickback.objects.filter(day__lte=last, reader__isnull=False), between),
        links=_prune_links(links.exclude(state=ShareLink.State.CAMPAIGN), between),
        visits=steps.delete(Clickback.objects.filter(at__lt=old), between),
        blocks=steps.delete(BlockRollup.objects.filter(day__lt=old.date()), between),
        rejected=steps.delete(RejectedEvent.objects.filter(at__lt=old), between),
        optional=prune_optional(),
    )


def _erase() -> None:
    """Erase deleted salts and hashes from the files of database and buffer, once a day.

    A failure is retried with the next pruning; until then a notice says so.
    """
    today = datetime.now(UTC).date().isoformat()
    erased, _is_new = ShardCursor.objects.get_or_create(shard=ERASED)
    if erased.position == today:
        return
    # The buffer is asked whether or not the database could.
    if all([rewrite_salts(), buffers.get().erase()]):
        erased.position = today
        erased.save(update_fields=["position"])
        Notice.objects.filter(name=Notice.KEPT).delete()
    else:
        Notice.objects.update_or_create(name=Notice.KEPT, defaults={"at": timezone.now()})


def _prune_links(links: QuerySet[ShareLink], between: Callable[[], object]) -> int:
    """Delete links in small steps, while no other worker changes chains.

    Their visits are no longer counted as visits of these links: if a link is opened and shared
    again, only what was counted since then may be taken back.
    """
    deleted = 0
    while step := dict(links.values_list("pk", "token")[: steps.STEP]):
        with cursors.hold(CURSOR, waits=True):
            visits = Clickback.objects.filter(token__in=step.values(), counted=True)
            visits.update(counted=False)
            deleted += links.filter(pk__in=step).delete()[0]
        between()
    return deleted


def _clear(visits: QuerySet[Clickback], between: Callable[[], object]) -> int:
    return sum(step.update(reader=None) for step in steps.cut(visits, between))
