"""Aggregate: turns events into links, visits and counts.

In: batches of events from a buffer. Out: rows of the tables, written in the transaction that
removes the events from the buffer; then links get their places in their chains. Called by tasks and
commands.
"""

from sharekit.aggregate.drain import drain
from sharekit.aggregate.fold import fold
from sharekit.aggregate.forget import (
    Traces,
    count_traces,
    count_waiting,
    forget_article,
    forget_link,
)
from sharekit.aggregate.prune import prune
from sharekit.aggregate.settle import settle
from sharekit.aggregate.withdraw import Hours, count_hours, expand_hours, forget_hours

__all__ = [
    "Hours",
    "Traces",
    "count_hours",
    "count_traces",
    "count_waiting",
    "drain",
    "expand_hours",
    "fold",
    "forget_article",
    "forget_hours",
    "forget_link",
    "prune",
    "settle",
]
