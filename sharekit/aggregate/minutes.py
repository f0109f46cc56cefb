"""The counts of the last hour by minute, which show what happens now."""

from __future__ import annotations

import time
from collections import defaultdict
from typing import Final

from sharekit.aggregate.sql.upserts import Key, Sums, increment
from sharekit.events import Event
from sharekit.keys import DOCTOR
from sharekit.models import MINUTES, MinuteTotal
from sharekit.sites import get_site

MINUTE: Final = 60_000
"""Milliseconds."""


class Minutes:
    """The counts of one batch by site and minute; older events, as in a backlog, are left out."""

    def __init__(self) -> None:
        self._after = int(time.time()) // 60 - MINUTES
        self._sums: defaultdict[tuple[int, str, str], int] = defaultdict(int)

    def add(self, event: Event, column: str) -> None:
        """Count one in a column of MinuteTotal, unless it is the doctor's test share."""
        minute = event.at // MINUTE
        if minute > self._after and event.article.identity != DOCTOR:
            self._sums[minute, event.article.address, column] += 1

    def write(self) -> None:
        """Add the counts to the table: a row for each minute and site."""
        totals: defaultdict[Key, Sums] = defaultdict(dict.fromkeys(MinuteTotal.counts(), 0).copy)
        # Sites are looked up once an article, not once an event.
        for (minute, address, column), count in self._sums.items():
            totals[minute, get_site(address)][column] += count
        increment(MinuteTotal, totals)
