"""Stores events, unless their sender has added too many rows."""

from __future__ import annotations

from collections.abc import Mapping

from sharekit.collect import appender
from sharekit.collect.senders import limit, rows
from sharekit.conf import settings
from sharekit.events import Event
from sharekit.exceptions import NotStored


def store(events: list[Event], *, headers: Mapping[str, str], address: str) -> None:
    """Store events. Raises `Refused` (429) above RATE_LIMIT_ROWS, and `NotStored`."""
    if not settings.rate_limit_rows:
        appender.append(events)
        return
    number, cells = rows.find_new(events)
    limit.check_rows(headers=headers, address=address, rows=number)
    try:
        appender.append(events)
    except NotStored:
        limit.give_rows_back(headers=headers, address=address, rows=number)
        raise
    # A refused event is still the first of its cell.
    rows.remember(cells)
