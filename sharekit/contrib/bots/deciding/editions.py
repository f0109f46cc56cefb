"""Keeps the rules of editions compiled, because an edition never changes."""

from __future__ import annotations

from functools import lru_cache

from sharekit.contrib.bots.models import Edition
from sharekit.contrib.bots.publishing.publish import load
from sharekit.contrib.bots.rules.bot import Bot


@lru_cache(maxsize=32)
def find_rules(edition: int) -> Bot:
    """Return the rules of an edition, given by its number in the database."""
    return load(Edition.objects.get(pk=edition))
