"""Does things at the same moment, as workers do."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, connections, transaction

from sharekit.aggregate.count import count
from sharekit.events import Event

OLD = int((datetime.now(UTC) - timedelta(days=100)).timestamp() * 1000)
"""A moment that is folded and pruned, in milliseconds since the epoch."""
ROUNDS = 15
"""How often what depends on chance is tried."""


def run_together(*works: Callable[[], Any]) -> None:
    """Run functions at the same moment, each on a connection of its own."""
    gate = threading.Barrier(len(works))

    def run_one(work: Callable[[], Any]) -> None:
        try:
            gate.wait()
            work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        for ended in [pool.submit(run_one, work) for work in works]:
            ended.result()


# Of this run's database: others may be tested on the same server.
WAITING = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


def wait_for_a_lock() -> None:
    """Return when another connection waits for a lock."""
    while True:
        with connection.cursor() as cursor:
            # What a transaction has seen of others it sees again until a refresh.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
        time.sleep(0.01)


def count_in_transaction(events: list[Event]) -> None:
    with transaction.atomic():
        count(events)
