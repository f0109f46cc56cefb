"""Aggregate: turns events into links, visits and counts.

In: batches of events from a buffer. Out: rows of the tables, written in the transaction that takes
the events away; then links find their place in their chain. Called by tasks and commands.
"""

from sharekit.aggregate.drain import drain
from sharekit.aggregate.fold import fold
from sharekit.aggregate.forget import forget_article
from sharekit.aggregate.prune import prune
from sharekit.aggregate.settle import settle

__all__ = ["drain", "fold", "forget_article", "prune", "settle"]
