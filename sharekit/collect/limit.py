"""Rate limits: how often a network, and a reader in it, may send."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from functools import lru_cache
from math import ceil
from typing import Final

from django.utils.crypto import salted_hmac
from limits import parse
from limits.errors import ConfigurationError, StorageError
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

from sharekit.collect.reader import find_network
from sharekit.conf import settings
from sharekit.exceptions import Refused

PATIENCE: Final = 0.1
"""Seconds that a request waits for the Redis that counts."""
AVOIDED: Final = 5.0
"""Seconds for which it is left alone after a failure."""
SILENCE: Final = 60.0
"""Seconds between two lines in the log about it."""

logger: Final = logging.getLogger("sharekit")

_avoided_until = _silent_until = 0.0
_parse: Final = lru_cache(parse)


def check(*, headers: Mapping[str, str], address: str) -> None:
    """Count a request, or raise `Refused` (429) when its network or its reader sent too many.

    Counted in RATE_LIMIT_STORE: in this process's memory (with n processes a site lets through up
    to n times as many) or in a Redis. With that Redis away every event is let through: it is no
    reader's fault. Senders without an address count as one.
    """
    by_network, by_reader = settings.rate_limit_network, settings.rate_limit_reader
    if (not by_network and not by_reader) or time.monotonic() < _avoided_until:
        return
    network = find_network(headers.get("x-forwarded-for", ""), address=address)
    try:
        _count(by_network, network)
        _count(by_reader, network + "\n" + headers.get("user-agent", ""))
    except (StorageError, ConfigurationError) as error:
        _avoid(error)


def _count(rate: str, sender: str) -> None:
    if not rate:
        return
    limit, limiter = _parse(rate), _limiter(settings.rate_limit_store)
    # Neither an address nor an agent is kept, and the same one is the same in every process.
    name = salted_hmac(__name__, sender.encode(errors="replace"), algorithm="sha256").hexdigest()
    if not limiter.hit(limit, name):
        seconds = limiter.get_window_stats(limit, name).reset_time - time.time()
        raise Refused(
            429, "Too many events came from you. Please wait.", retry_after=max(1, ceil(seconds))
        )


@lru_cache
def _limiter(store: str) -> FixedWindowRateLimiter:
    wait = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE}
    options = {} if store.startswith("memory:") else wait
    return FixedWindowRateLimiter(storage_from_string(store, wrap_exceptions=True, **options))


def _avoid(error: Exception) -> None:
    global _avoided_until, _silent_until
    now = time.monotonic()
    _avoided_until = now + AVOIDED
    if now >= _silent_until:
        _silent_until = now + SILENCE
        logger.error("Events are not limited, since RATE_LIMIT_STORE does not count: %s", error)
