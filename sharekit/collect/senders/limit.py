"""Rate limits: how many events a reader, a network, and an IPv6 site may send."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Mapping
from functools import lru_cache
from math import ceil
from typing import Final

from limits import parse

from sharekit import log
from sharekit.collect.reader import get_network
from sharekit.collect.senders import proxies
from sharekit.collect.senders.counters import (
    Counted,
    Counter,
    MemoryCounter,
    Rate,
    SharedCounter,
)
from sharekit.conf import settings
from sharekit.exceptions import Refused

VISIT: Final = 8
"""The cost of a marked view, which creates rows and affects the ranking of articles, and of a late
event.
"""
PICTURE: Final = 8
"""The cost of a QR code, which takes as much time as hundreds of events."""
WIDER: Final = 10
"""The limit of an IPv6 /48, which is one customer of a provider, in networks."""
PATIENCE: Final = 0.1
"""Seconds that a request waits for the Redis that counts."""
AVOIDED: Final = 5.0
"""Seconds for which that Redis is avoided after an error."""

# In the form of `get_network`; no sender on the Internet has such an address:
# https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry.
_LOCAL: Final = re.compile(
    r"0\.|10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\."
    r"|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|192\.0\.2\.|198\.51\.100\.|203\.0\.113\."
    r"|0{16}|f[cd][0-9a-f]{14}|fe[89ab][0-9a-f]{13}|20010db8[0-9a-f]{8}"
)

_avoided_until = 0.0


def check(*, headers: Mapping[str, str], address: str, cost: int = 1, links: int = 0) -> None:
    """Count the events, or raise `Refused` (429) if reader or network has sent too many.

    `links` of the events create rows that are kept for weeks: a network has a limit of these, too.
    Counted in RATE_LIMIT_STORE. If that Redis fails, every event is let through, because readers
    are not to blame. So are events of senders without an address or with a local one (private,
    loopback): they are the site's own machines, or a proxy that hides all readers.
    """
    is_forwarded = proxies.is_undeclared(headers)
    by_network, by_reader = settings.rate_limit_network, settings.rate_limit_reader
    by_links = settings.rate_limit_links if links else ""
    if not (by_network or by_reader or by_links) or time.monotonic() < _avoided_until:
        return
    network = get_network(headers.get("x-forwarded-for", ""), address=address)
    if not network or _LOCAL.match(network):
        if links:
            proxies.note_hidden(network, host=headers.get("host", ""))
        return
    agent = headers.get("user-agent", "")
    try:
        counter = _get_counter(settings.rate_limit_store)
        if is_forwarded:
            counted = _list_forwarded(network, by_network)
            stored = _list_forwarded(network, by_links)
        else:
            counted = _list_reader(network, agent, by_reader) + _list_networks(network, by_network)
            stored = _list_networks(network, by_links)
        wait = counter.add(counted, cost=cost) or counter.add(stored, cost=links)
    except Exception as error:  # noqa: BLE001 - each store's library raises its own
        _avoid(error)
        return
    if wait:
        raise Refused(429, "You have sent too many events. Please wait.", retry_after=ceil(wait))


def get_fault() -> str:
    """Return why RATE_LIMIT_STORE does not count; "" if it does, or if there are no limits."""
    if not (settings.rate_limit_network or settings.rate_limit_reader or settings.rate_limit_links):
        return ""
    try:
        counter = _get_counter(settings.rate_limit_store)
        counter.add([(_parse_rate("1/second"), "sharekit_doctor")], cost=1)
    except Exception as error:  # noqa: BLE001 - as above
        return str(error) or type(error).__name__
    return ""


def _list_reader(network: str, agent: str, rate: str) -> list[Counted]:
    """Return the limit of a reader.

    It is counted first, so that a reader who sends too much does not use up the network's limit.
    """
    return [(_parse_rate(rate), f"{network}\n{agent}")] if rate else []


def _list_networks(network: str, rate: str) -> list[Counted]:
    """Return the limits of a network and of its IPv6 /48."""
    limits = [(_parse_rate(rate), network)] if rate else []
    if rate and "." not in network:
        limits.append((_parse_rate(rate, WIDER), network[:12]))
    return limits


def _list_forwarded(network: str, rate: str) -> list[Counted]:
    """Return the limits of an undeclared proxy, which is one sender for all its readers.

    Its name differs from that of its /48, so that it does not use up the limit of its neighbours.
    """
    site = network if "." in network else network[:12]
    return [(_parse_rate(rate, WIDER), f"{site} forwarded")] if rate else []


@lru_cache
def _parse_rate(rate: str, times: int = 1) -> Rate:
    limit = parse(rate)
    amount = limit.amount * times
    return Rate(amount, limit.get_expiry(), type(limit)(amount, limit.multiples))


@lru_cache
def _get_counter(store: str) -> Counter:
    if store.startswith("memory:"):
        return MemoryCounter()
    return SharedCounter(store, patience=PATIENCE)


def _avoid(error: Exception) -> None:
    global _avoided_until
    _avoided_until = time.monotonic() + AVOIDED
    log.write_throttled(
        logging.ERROR, "Rate limits are off, because RATE_LIMIT_STORE does not answer: %s", error
    )
