"""Rate limits: how often a network, and a reader in it, may send."""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import lru_cache
from math import ceil
from typing import Final

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from sharekit.collect.reader import find_network
from sharekit.conf import settings
from sharekit.exceptions import Refused

_parse: Final = lru_cache(parse)


def check(*, headers: Mapping[str, str], address: str) -> None:
    """Count a request, or raise `Refused` (429) when its network or its reader sent too many.

    Counted in this process's memory: with n processes a site lets through up to n times as many.
    Senders without an address count as one.
    """
    by_network, by_reader = settings.rate_limit_network, settings.rate_limit_reader
    if not by_network and not by_reader:
        return
    network = find_network(headers.get("x-forwarded-for", ""), address=address)
    _count(by_network, network)
    # A hash, since a user agent may have kilobytes and the counter keeps it.
    _count(by_reader, network, str(hash(headers.get("user-agent"))))


def _count(rate: str, *sender: str) -> None:
    if not rate:
        return
    limit, limiter = _parse(rate), _limiter()
    if not limiter.hit(limit, *sender):
        seconds = limiter.get_window_stats(limit, *sender).reset_time - time.time()
        raise Refused(
            429, "Too many events came from you. Please wait.", retry_after=max(1, ceil(seconds))
        )


@lru_cache
def _limiter() -> FixedWindowRateLimiter:
    return FixedWindowRateLimiter(MemoryStorage())
