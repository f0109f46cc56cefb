"""The baseline of the drain: one Celery task per event, which writes the same rows at once.

As a careful developer would write it: Django's ORM, one transaction, increments by F(), connections
that stay open, messages fetched ahead, no results.
"""

import os
import time
from datetime import UTC, datetime
from typing import Any

import msgspec
import redis
from celery import signals
from django.db import transaction
from django.db.models import F

from benchmarks.drain.celery import app
from sharekit.aggregate.clock import get_day, get_hour
from sharekit.channels.find import get_slug
from sharekit.events import Event
from sharekit.models import (
    Article,
    ArticleChannelTotal,
    ArticleTotal,
    ChannelTotal,
    Clickback,
    Counts,
    ShareLink,
    ShareRollup,
    SourceRollup,
    SourceTotal,
)

_COLUMNS = {"share": "shares", "copy": "copies", "lookup": "lookups"}
_began = 0.0
_done = 0


@app.task
def count_event(payload: dict[str, Any]) -> None:
    """Write one event into the tables."""
    event = msgspec.convert(payload, Event)
    with transaction.atomic():
        article = _find_article(event)
        if event.kind == "view":
            if event.name and not _visit(article, event):
                return
            entries = {"entries": 1} if event.source else {}
            _increment(SourceRollup, article, event.source, event.at, views=1, **entries)
            if event.source and len(event.mark) == 1:
                _increment(ShareRollup, article, get_slug(event.mark), event.at, arrivals=1)
            return
        column = _COLUMNS[event.kind]
        if len(event.mark) == 1:
            _increment(ShareRollup, article, get_slug(event.mark), event.at, **{column: 1})
        elif _find_link(article, event, ShareLink.State.RECORDED)[1]:
            slug = get_slug(event.mark)
            _increment(ShareRollup, article, slug, event.at, marked=1, **{column: 1})
            if event.parent:
                _increment(ShareRollup, article, get_slug(event.parent), event.at, reshares=1)


def _find_article(event: Event) -> Article:
    key = event.article
    article, _ = Article.objects.get_or_create(
        **key.columns, defaults={"url": key.address, "title": key.title}
    )
    if (article.url, article.title) != (key.address, key.title):
        article.url, article.title = key.address, key.title
        article.save(update_fields=["url", "title"])
    return article


def _find_link(article: Article, event: Event, state: int) -> tuple[ShareLink, bool]:
    """Return the link and whether it is new; a new one has its place in its chain."""
    link = ShareLink.objects.filter(token=event.mark).first()
    if link:
        return link, False
    parent = ShareLink.objects.filter(token=event.parent).first() if event.parent else None
    link = ShareLink.objects.create(
        token=event.mark,
        article=article,
        channel=get_slug(event.mark),
        state=state,
        parent_token=event.parent,
        parent=parent,
        root_id=parent.root_id if parent else None,
        generation=(parent.generation or 0) + 1 if parent else 0,
        at=_get_moment(event.at),
    )
    if not parent:
        ShareLink.objects.filter(pk=link.pk).update(root_id=link.pk)
    return link, True


def _visit(article: Article, event: Event) -> bool:
    """Write a marked visit; return whether it is new."""
    _, is_new = _find_link(article, event, ShareLink.State.INFERRED)
    if is_new:
        _increment(ShareRollup, article, get_slug(event.mark), event.at, inferred=1)
    if Clickback.objects.filter(name=event.name).exists():
        return False
    seen = Clickback.objects.filter(token=event.mark, reader=event.reader).exists()
    Clickback.objects.create(
        name=event.name,
        token=event.mark,
        reader=None if seen else event.reader,
        counted=not seen,
        day=get_day(event.received),
        at=_get_moment(event.at),
    )
    if not seen:
        _increment(ShareRollup, article, get_slug(event.mark), event.at, clickbacks=1)
    return True


def _increment(
    model: type[ShareRollup | SourceRollup], article: Article, kind: str, at: int, **counts: int
) -> None:
    """Add to a rollup, and to the totals of its article, its kind, and both."""
    day, hour = get_hour(at)
    of_kind = {model.KIND: kind, "day": day}
    _add(model, counts, article=article, hour=hour, **of_kind)
    _add(ArticleTotal, counts, article=article, day=day)
    if model is ShareRollup:
        _add(ArticleChannelTotal, counts, article=article, **of_kind)
        _add(ChannelTotal, counts, **of_kind)
    else:
        _add(SourceTotal, counts, **of_kind)


def _add(model: type[Counts], counts: dict[str, int], **key: Any) -> None:
    sums = {name: F(name) + count for name, count in counts.items()}
    if not model._default_manager.filter(**key).update(**sums):
        _, is_new = model._default_manager.get_or_create(**key, defaults=counts)
        if not is_new:
            model._default_manager.filter(**key).update(**sums)


def _get_moment(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC)


@signals.task_prerun.connect
def _begin(**_: Any) -> None:
    global _began
    _began = _began or time.perf_counter()


@signals.task_postrun.connect
def _end(**_: Any) -> None:
    """Write how long all tasks took once the last one has ended."""
    global _done
    _done += 1
    if _done == int(os.environ["BASELINE_TASKS"]):
        client = redis.Redis.from_url(os.environ["REDIS_URL"])
        client.set("baseline:seconds", time.perf_counter() - _began)
