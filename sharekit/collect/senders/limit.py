"""Rate limits: how many events a reader, a network, and an IPv6 site may send."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
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

_avoided_until = 0.0


def check(*, headers: Mapping[str, str], address: str, cost: int = 1, what: str = "") -> None:
    """Count the events, or raise `Refused` (429) if reader or network has sent too many.

    `what` names something else that has the same limits and is counted apart: pictures in a comment
    make a reader's browser ask for QR codes, which must not use up the reader's events.

    Counted in RATE_LIMIT_STORE. If that Redis fails, every event is let through, because readers
    are not to blame. So are events of senders without an address or with a local one (private,
    loopback): they are the site's own machines, or a proxy that hides all readers.
    """
    is_forwarded = proxies.is_undeclared(headers)
    by_network, by_reader = settings.rate_limit_network, settings.rate_limit_reader
    if not (by_network or by_reader) or not (network := _get_public(headers, address)):
        return
    limits = _list_networks(network, by_network, is_forwarded=is_forwarded)
    if by_reader and not is_forwarded:
        # First, so that a reader who sends too much does not use up the network's limit.
        limits.insert(0, (_parse_rate(by_reader), f"{network}\n{headers.get('user-agent', '')}"))
    _count(_name(limits, what) if what else limits, cost)


def check_rows(*, headers: Mapping[str, str], address: str, rows: int) -> None:
    """Count rows that events may add, or raise `Refused` if their network has added too many.

    Each process counts on its own, because it does not know which cells the others have seen. So a
    RATE_LIMIT_STORE that fails changes nothing here.
    """
    if rows and (limits := _list_rows(headers, address)):
        _refuse_after(_get_memory().add(limits, cost=rows))


def give_rows_back(*, headers: Mapping[str, str], address: str, rows: int) -> None:
    """Take back what `check_rows` counted: the rows were not stored, and will be sent again."""
    if rows and (limits := _list_rows(headers, address)):
        _get_memory().give_back(limits, cost=rows)


def check_guesses(
    rate: str, *, headers: Mapping[str, str], address: str, what: str = "guesses"
) -> None:
    """Raise `Refused` (429) if a network has made too many wrong guesses at secrets, such as codes.

    It counts nothing. `rate` is the most wrong guesses of a network; "" means no limit. What has
    another name than "guesses" is counted apart.
    """
    if limits := _list_named(rate, headers, address, what=what):
        _refuse_after(_ask(lambda counter: counter.look(limits)))


def count_guess(
    rate: str, *, headers: Mapping[str, str], address: str, what: str = "guesses"
) -> None:
    """Count a wrong guess of a network, for `check_guesses`."""
    if limits := _list_named(rate, headers, address, what=what):
        _ask(lambda counter: counter.add(limits, cost=1))


def get_fault() -> str:
    """Return why RATE_LIMIT_STORE does not count; "" if it does, or if there are no limits."""
    if not (settings.rate_limit_network or settings.rate_limit_reader or settings.rate_limit_rows):
        return ""
    try:
        counter = _get_counter(settings.rate_limit_store)
        counter.add([(_parse_rate("1/second"), "sharekit_doctor")], cost=1)
    except Exception as error:  # noqa: BLE001 - as above
        return str(error) or type(error).__name__
    return ""


def _get_public(headers: Mapping[str, str], address: str) -> str:
    """Return the network of a sender on the Internet, else ""."""
    network = get_network(headers.get("x-forwarded-for", ""), address=address)
    return "" if proxies.is_local(network) else network


def _list_networks(network: str, rate: str, *, is_forwarded: bool) -> list[Counted]:
    """Return the limits of a network and of its IPv6 /48, or of an undeclared proxy.

    The proxy is one sender for all its readers. Its name differs from that of its /48, so that it
    does not use up the limit of its neighbours.
    """
    if not rate:
        return []
    site = network if "." in network else network[:12]
    if is_forwarded:
        return [(_parse_rate(rate, WIDER), f"{site} forwarded")]
    limits = [(_parse_rate(rate), network)]
    if site != network:
        limits.append((_parse_rate(rate, WIDER), site))
    return limits


def _list_rows(headers: Mapping[str, str], address: str) -> list[Counted]:
    return _list_named(settings.rate_limit_rows, headers, address, what="rows")


def _list_named(rate: str, headers: Mapping[str, str], address: str, *, what: str) -> list[Counted]:
    """Return a network's limits of something; none for a sender that `check` lets through, too."""
    network = _get_public(headers, address)
    if not (rate and network):
        return []
    is_forwarded = proxies.is_undeclared(headers)
    limits = _list_networks(network, rate, is_forwarded=is_forwarded)
    return _name(limits, what)


def _name(limits: list[Counted], what: str) -> list[Counted]:
    """Return limits of their own for what is counted: another setting may have the same rate."""
    return [(each, f"{name} {what}") for each, name in limits]


def _count(limits: list[Counted], cost: int) -> None:
    _refuse_after(_ask(lambda counter: counter.add(limits, cost=cost)))


def _ask(question: Callable[[Counter], float]) -> float:
    """Return what the counter answers, 0 if its store fails."""
    if time.monotonic() < _avoided_until:
        return 0.0
    try:
        return question(_get_counter(settings.rate_limit_store))
    except Exception as error:  # noqa: BLE001 - each store's library raises its own
        _avoid(error)
        return 0.0


def _refuse_after(wait: float) -> None:
    if wait:
        raise Refused(429, "You have sent too many events. Please wait.", retry_after=ceil(wait))


@lru_cache
def _parse_rate(rate: str, times: int = 1) -> Rate:
    limit = parse(rate)
    amount = limit.amount * times
    return Rate(amount, limit.get_expiry(), type(limit)(amount, limit.multiples))


@lru_cache
def _get_memory() -> MemoryCounter:
    return MemoryCounter()


@lru_cache
def _get_counter(store: str) -> Counter:
    if store.startswith("memory:"):
        return _get_memory()
    return SharedCounter(store, patience=PATIENCE)


def _avoid(error: Exception) -> None:
    global _avoided_until
    _avoided_until = time.monotonic() + AVOIDED
    log.write_throttled(
        logging.ERROR, "Rate limits are off, because RATE_LIMIT_STORE does not answer: %s", error
    )
