"""Aggregate: turns events into links, visits and counts.

In: batches of events from a buffer. Out: rows of the tables, written in the transaction that takes
the events away; then links find their place in their chain. Called by tasks and commands.
"""

from sharekit.aggregate.drain import drain
from sharekit.aggregate.fold import fold
from sharekit.aggregate.forget import (
    Traces,
    count_waiting,
    find_traces,
    forget_article,
    forget_link,
)
from sharekit.aggregate.prune import prune
from sharekit.aggregate.settle import settle
from sharekit.aggregate.withdraw import Hours, count_hours, find_hours, forget_hours

__all__ = [
    "Hours",
    "Traces",
    "count_hours",
    "count_waiting",
    "drain",
    "find_hours",
    "find_traces",
    "fold",
    "forget_article",
    "forget_hours",
    "forget_link",
    "prune",
    "settle",
]
