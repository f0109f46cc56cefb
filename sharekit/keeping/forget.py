"""Deletes an article with its counts, or a link with every row that names it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import msgspec
from django.db import router, transaction
from django.db.models import QuerySet
from django.utils import timezone

from sharekit import buffers, keys
from sharekit.aggregate.drain import drain
from sharekit.aggregate.fold import CURSOR as FOLD
from sharekit.aggregate.settle import CURSOR as SETTLE
from sharekit.aggregate.settle import settle
from sharekit.aggregate.sql.folds import take_article
from sharekit.aggregate.sql.order import by_token
from sharekit.buffers import cursors
from sharekit.keeping import steps
from sharekit.keeping.optional import forget_optional
from sharekit.keys import ArticleKey, Name
from sharekit.models import (
    Article,
    Clickback,
    ForgottenArticle,
    RejectedEvent,
    ShardCursor,
    ShareLink,
)

_PATIENCE: Final = 5.0
"""Seconds that other workers get to finish the batches that they already took."""
_PAUSE: Final = 0.25


class Traces(msgspec.Struct, frozen=True):
    """The number of rows that hold a token: its link, its visits, rejected events.

    `below` is the number of links that were shared from it; they are kept, without their parent.
    For a campaign link, `visits` and `below` are figures that are shown rounded down. `optional`
    counts the rows of optional apps by title.
    """

    links: int
    visits: int
    rejected: int
    below: int
    is_campaign: bool = False
    optional: dict[str, int] = {}


def forget_article(named: Article | ArticleKey, *, keeps_out: bool = True) -> None:
    """Delete an article, or the one that a key names, with all its counts, also in the totals.

    Links of other articles that were shared from its links become roots of their own chains. With
    `keeps_out`, events with keys from today or earlier are dropped from now on, because cached
    pages may still hold such keys.
    """
    with pause():
        if keeps_out:
            _keep_out(named.name)
        for article in Article.objects.filter(**named.columns):
            _delete(article)
    settle()
    site, identity = named.name
    rejected = set(_find_rejected(f'"{identity}"')) & set(_find_rejected(f"//{site}/"))
    RejectedEvent.objects.filter(pk__in=rejected).delete()


def _delete(article: Article) -> None:
    forget_optional(lambda keeper: keeper.forget_article(article))
    take_article(article)
    links = ShareLink.objects.filter(article=article)
    Clickback.objects.filter(token__in=links.values("token")).delete()
    ShareLink.objects.filter(stale_after__in=links.values("token")).update(stale_after="")
    for above in ("root", "parent"):
        below = ShareLink.objects.filter(**{f"{above}__in": links.values("pk")})
        below.update(parent=None, root=None, generation=None)
    # Django loads links that it deletes. All at once would take longer than a paused transaction
    # may rest.
    steps.delete(links)
    article.delete()


def _keep_out(name: Name) -> None:
    """Store a hash of an article that is deleted today."""
    hashes = keys.hash_name(name)
    ForgottenArticle.objects.filter(digest__in=hashes[1:]).delete()
    ForgottenArticle.objects.update_or_create(digest=hashes[0], defaults={"day": keys.get_day()})


@contextmanager
def pause() -> Iterator[None]:
    """Open a transaction during which no worker counts, folds or settles: workers skip locked
    shards.

    Rows that they wrote in the meantime would refer to a deleted article.
    """
    # SQLite requires the write to come first.
    for shard in (FOLD, SETTLE):
        ShardCursor.objects.get_or_create(shard=shard)
    shards = list(ShardCursor.objects.order_by("shard").values_list("shard", flat=True))
    with transaction.atomic(using=router.db_for_write(ShardCursor), durable=True):
        for shard in shards:
            cursors.lock(shard, waits=True)
        yield


def count_traces(token: str) -> Traces:
    """Return how many rows hold a token now."""
    return Traces(
        links=ShareLink.objects.filter(token=token).count(),
        visits=Clickback.objects.filter(token=token).count(),
        rejected=len(_find_rejected(token)),
        below=_get_links_below(token).count(),
        is_campaign=_is_campaign(token),
        optional=forget_optional(lambda keeper: keeper.forget_link(token), is_trial=True),
    )


def forget_link(token: str) -> Traces:
    """Delete every row that holds a token, and return how many there were; counts are kept.

    Links that were shared from it become roots of their own chains. A waiting event would bring the
    token back: call `count_waiting` first.
    """
    is_campaign = _is_campaign(token)
    # First, so that nothing is deleted if an app fails.
    optional = forget_optional(lambda keeper: keeper.forget_link(token))
    rejected = _find_rejected(token)
    RejectedEvent.objects.filter(pk__in=rejected).delete()
    with cursors.hold(SETTLE, waits=True):
        # Visits before links, in the order of counting.
        visits = Clickback.objects.filter(token=token).delete()[0]
        below = _get_links_below(token)
        link = ShareLink.objects.filter(token=token)
        chain = ShareLink.objects.filter(root__in=link)
        marked = ShareLink.objects.filter(stale_after=token)
        _lock(link, below, chain, marked)
        marked.update(stale_after="")
        # They are settled again, with all links below them.
        chain.update(parent=None, root=None, generation=None)
        cut = below.update(parent_token="", parent=None, generation=None)
        # Its counts by day are deleted with it and not reported.
        links = link.delete()[1].get(ShareLink._meta.label, 0)
    settle()
    return Traces(
        links=links,
        visits=visits,
        rejected=len(rejected),
        below=cut,
        is_campaign=is_campaign,
        optional=optional,
    )


def count_waiting() -> bool:
    """Count the events that wait at the time of the call; return whether none of them is left."""
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
    return ShareLink.objects.filter(token=token, state=ShareLink.State.CAMPAIGN).exists()


def _get_links_below(token: str) -> QuerySet[ShareLink]:
    # Without the last term, which is the condition of the index, the whole table would be read.
    return ShareLink.objects.filter(parent_token=token).exclude(parent_token="")


def _lock(link: QuerySet[ShareLink], *more: QuerySet[ShareLink]) -> None:
    """Lock links in the order of their tokens, like the workers that complete links."""
    found = link.values("pk").union(*(links.values("pk") for links in more))
    links = ShareLink.objects.filter(pk__in=found).order_by(by_token())
    list(links.select_for_update(no_key=True).values_list("pk"))


def _find_rejected(text: str) -> list[int]:
    """Return the ids of rejected events whose payload or error contains a text."""
    rows = RejectedEvent.objects.values_list("pk", "payload", "error").iterator()
    return [pk for pk, payload, error in rows if text.encode() in bytes(payload) or text in error]
