"""What is taken out again: an article with its counts, or a link with all that names it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import msgspec
from django.db import router, transaction
from django.db.models import QuerySet
from django.utils import timezone

from sharekit import buffers
from sharekit.aggregate import sql
from sharekit.aggregate.drain import drain
from sharekit.aggregate.fold import CURSOR as FOLD
from sharekit.aggregate.forgotten import note_forgotten
from sharekit.aggregate.settle import CURSOR as SETTLE
from sharekit.aggregate.settle import settle
from sharekit.buffers import cursors
from sharekit.models import Article, Clickback, RejectedEvent, ShardCursor, ShareLink

_PATIENCE: Final = 5.0
"""Seconds that other workers get to end the batches that they already took."""
_PAUSE: Final = 0.25


class Traces(msgspec.Struct, frozen=True):
    """In how many rows a token stands: its link, its visits, events set aside.

    `below` is the number of links that were passed on from it; they stay, and forget it. Of a
    campaign link, `visits` and `below` are figures, which are told rounded down.
    """

    links: int
    visits: int
    rejected: int
    below: int
    is_campaign: bool = False


def forget_article(identity: str, *, keeps_out: bool = True) -> None:
    """Delete an article with all that was counted of it, in the totals, too.

    Links of other articles that were passed on from its links begin chains of their own. With
    `keeps_out`, events with keys from today or before are dropped from now on: anybody may have
    kept one.
    """
    with pause():
        if keeps_out:
            note_forgotten(identity)
        for article in Article.objects.filter(identity=identity):
            sql.take_article(article.pk)
            links = ShareLink.objects.filter(article=article)
            Clickback.objects.filter(token__in=links.values("token")).delete()
            ShareLink.objects.filter(stale_after__in=links.values("token")).update(stale_after="")
            for above in ("root", "parent"):
                below = ShareLink.objects.filter(**{f"{above}__in": links.values("pk")})
                below.update(parent=None, root=None, generation=None)
            article.delete()
    settle()
    RejectedEvent.objects.filter(pk__in=_find_rejected(f'"{identity}"')).delete()


@contextmanager
def pause() -> Iterator[None]:
    """Open a transaction in which nobody counts, folds or settles: they pass over what is locked.

    What they wrote in between would name an article that is gone.
    """
    # On SQLite a write has to come first.
    for shard in (FOLD, SETTLE):
        ShardCursor.objects.get_or_create(shard=shard)
    shards = list(ShardCursor.objects.order_by("shard").values_list("shard", flat=True))
    with transaction.atomic(using=router.db_for_write(ShardCursor), durable=True):
        for shard in shards:
            cursors.lock(shard, waits=True)
        yield


def find_traces(token: str) -> Traces:
    """Return where a token stands now."""
    return Traces(
        links=ShareLink.objects.filter(token=token).count(),
        visits=Clickback.objects.filter(token=token).count(),
        rejected=len(_find_rejected(token)),
        below=_find_below(token).count(),
        is_campaign=_is_campaign(token),
    )


def forget_link(token: str) -> Traces:
    """Delete every row that holds a token, and return how many were found; the counts stay.

    Links that were passed on from it begin chains of their own. An event that still waits would
    bring the token back: call `count_waiting` before.
    """
    is_campaign = _is_campaign(token)
    rejected = _find_rejected(token)
    RejectedEvent.objects.filter(pk__in=rejected).delete()
    with cursors.hold(SETTLE, waits=True):
        # Visits before links, as they are counted.
        visits = Clickback.objects.filter(token=token).delete()[0]
        below = _find_below(token)
        link = ShareLink.objects.filter(token=token)
        chain = ShareLink.objects.filter(root__in=link)
        marked = ShareLink.objects.filter(stale_after=token)
        _lock(link, below, chain, marked)
        marked.update(stale_after="")
        # They are settled anew, with all that lies below them.
        chain.update(parent=None, root=None, generation=None)
        cut = below.update(parent_token="", parent=None, generation=None)
        # Its counts by day go with it, and are not told.
        links = link.delete()[1].get(ShareLink._meta.label, 0)
    settle()
    return Traces(
        links=links, visits=visits, rejected=len(rejected), below=cut, is_campaign=is_campaign
    )


def count_waiting() -> bool:
    """Count what waits at the time of the call, and tell whether nothing of it is left."""
    start = timezone.now()
    end = time.monotonic() + _PATIENCE
    while True:
        drain()
        status = buffers.get().status()
        if not status.faults and (status.oldest is None or status.oldest > start):
            return True
        if time.monotonic() > end:
            return False
        time.sleep(_PAUSE)


def _is_campaign(token: str) -> bool:
    return ShareLink.objects.filter(token=token, state=ShareLink.State.MADE).exists()


def _find_below(token: str) -> QuerySet[ShareLink]:
    # Without the last term, which is the index's own condition, the whole table would be read.
    return ShareLink.objects.filter(parent_token=token).exclude(parent_token="")


def _lock(link: QuerySet[ShareLink], *more: QuerySet[ShareLink]) -> None:
    """Lock links in the order of their tokens, as those who complete links do."""
    found = link.values("pk").union(*(links.values("pk") for links in more))
    links = ShareLink.objects.filter(pk__in=found).order_by(sql.by_token())
    list(links.select_for_update(no_key=True).values_list("pk"))


def _find_rejected(text: str) -> list[int]:
    """Return the ids of events set aside that hold a text, in their payload or their error."""
    rows = RejectedEvent.objects.values_list("pk", "payload", "error").iterator()
    return [pk for pk, payload, error in rows if text.encode() in bytes(payload) or text in error]
