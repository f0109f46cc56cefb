"""Deleted articles: events with older keys do not bring them back."""

from __future__ import annotations

from django.db.models import Max

from sharekit import keys
from sharekit.aggregate.sql.articles import read_forgotten
from sharekit.events import Event
from sharekit.models import ForgottenArticle


def drop_forgotten(events: list[Event]) -> list[Event]:
    """Return the events of a batch without those of deleted articles.

    An event is dropped if its key was signed on the day of the deletion or earlier.
    """
    last = ForgottenArticle.objects.aggregate(last=Max("day"))["last"]
    if last is None:
        return events
    # Usually none: only articles with old keys are hashed.
    old = {event.article.name for event in events if event.article.day <= last}
    names = {digest: each for each in old for digest in keys.hash_name(each)}
    days = {names[digest]: day for digest, day in read_forgotten(names)}
    if not days:
        return events
    return [event for event in events if event.article.day > days.get(event.article.name, -1)]
