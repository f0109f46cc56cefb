"""Articles that were forgotten: events whose keys are from before do not bring them back."""

from __future__ import annotations

from django.db.models import Max

from sharekit import keys
from sharekit.aggregate import sql
from sharekit.events import Event
from sharekit.models import ForgottenArticle


def note_forgotten(identity: str) -> None:
    """Remember by a hash that an article was forgotten today."""
    hashes = keys.hash_identity(identity)
    ForgottenArticle.objects.filter(digest__in=hashes[1:]).delete()
    ForgottenArticle.objects.update_or_create(digest=hashes[0], defaults={"day": keys.find_day()})


def drop_forgotten(events: list[Event]) -> list[Event]:
    """Return the events of a batch without those of articles that were forgotten since.

    Events whose keys were signed on the day of the forgetting, or before, are dropped.
    """
    last = ForgottenArticle.objects.aggregate(last=Max("day"))["last"]
    if last is None:
        return events
    # Mostly none: hashes are made of identities with old keys only.
    old = {event.article.identity for event in events if event.article.day <= last}
    identities = {digest: each for each in old for digest in keys.hash_identity(each)}
    days = {identities[digest]: day for digest, day in sql.read_forgotten(identities)}
    return [event for event in events if event.article.day > days.get(event.article.identity, -1)]
