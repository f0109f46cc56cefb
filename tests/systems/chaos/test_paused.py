"""A worker that is paused in the middle of a shard, as on a paused machine."""

from __future__ import annotations

import random
import time
from contextlib import ExitStack
from typing import Any

import psycopg
import pytest

from tests.support import servers
from tests.support.waiting import poll, wait
from tests.systems.chaos.readers.crowd import Crowd
from tests.systems.chaos.scenario import answer, ask, connect, send, settle_up
from tests.systems.chaos.site.processes import Site

pytestmark = pytest.mark.slow

# With a number: before the cursor is locked, a transaction holds nothing and has no limit. For a
# while: a COMMIT that had been sent is done by then.
HELD = """
SELECT count(*) FROM pg_stat_activity
WHERE state LIKE 'idle in transaction%' AND backend_xid IS NOT NULL
AND clock_timestamp() - state_change > interval '0.4 s'
"""
COUNTED = "SELECT min(counted) FROM sharekit_shardcursor WHERE shard LIKE 'redis:_'"


def test_a_worker_stopped_past_its_lock_doubles_nothing_when_it_goes_on(site: Site) -> None:
    site.set_up(CHAOS_PAUSE="2s", CHAOS_DRAIN_LIMIT="1000")
    crowd = Crowd(31)
    worker = site.processes["worker"]
    reported = {name: len(site.read_log(name)) for name in ("postgresql", "worker")}
    with connect(site) as database, ExitStack() as stack:
        with send(site, crowd) as senders:
            answer(senders, 1000)
            stop_in_a_batch(database, worker)
            try:
                senders.hold.set()
                stack.callback(servers.kill, site.start_worker("second"))
                wait_for_line(
                    site, "postgresql", "idle-in-transaction timeout", after=reported["postgresql"]
                )
                counted = ask(database, COUNTED)
                # Both streams go on, that of the stopped worker too.
                wait(lambda: ask(database, COUNTED), lambda now: now > counted)
            finally:
                servers.go_on(worker)
            wait_for_line(site, "worker", "raised unexpected", after=reported["worker"])

        assert settle_up(site, crowd).verdict == "0 lost, 0 doubled"


def stop_in_a_batch(database: psycopg.Connection[Any], worker: servers.Process) -> None:
    """Stop a worker at a moment when one of its transactions is open."""
    chance = random.Random(31)

    def is_caught() -> bool:
        time.sleep(chance.uniform(0.05, 0.2))
        servers.stop(worker)
        if poll(lambda: ask(database, HELD), within=0.6):
            return True
        servers.go_on(worker)
        return False

    wait(is_caught)


def wait_for_line(site: Site, name: str, words: str, *, after: int) -> None:
    """Return when a process has written these words behind a place of its log."""
    wait(lambda: site.read_log(name)[after:], lambda log: words in log)
