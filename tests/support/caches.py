"""Empties what a process remembers from one request to the next."""

from __future__ import annotations

from django.core.cache import cache

from sharekit import log
from sharekit.collect.senders import limit, proxies, rows
from sharekit.links import campaign_links
from sharekit.status import pulse


def empty() -> None:
    """Let the process be as one that has just started; what is stored stays."""
    cache.clear()
    log._kinds.clear()
    limit._get_counter.cache_clear()
    limit._get_memory.cache_clear()
    limit._avoided_until = 0.0
    proxies._silent_until.clear()
    rows._cells.clear()
    campaign_links._kept.clear()
    pulse._status.cache_clear()
    pulse._database.cache_clear()
