"""A worker that stands still in the middle of a shard, as on a paused machine."""

from __future__ import annotations

import random
import time

import pytest

from tests import servers
from tests.chaos.conftest import MakeSite
from tests.chaos.crowd import Crowd
from tests.chaos.scenario import ask, send, settle_up, wait_for
from tests.chaos.site import Site

pytestmark = pytest.mark.slow

# With a number: before the cursor is locked, a transaction holds nothing and has no limit.
HELD = """
SELECT count(*) FROM pg_stat_activity
WHERE state LIKE 'idle in transaction%' AND backend_xid IS NOT NULL
"""
COUNTED = "SELECT min(counted) FROM sharekit_shardcursor WHERE shard LIKE 'redis:%'"


def test_a_worker_stopped_past_its_lock_doubles_nothing_when_it_goes_on(
    make_site: MakeSite,
) -> None:
    site, crowd = make_site(variables={"CHAOS_PAUSE": "2s", "CHAOS_DRAIN_LIMIT": "1000"}), Crowd(31)
    paused = site.processes["worker"]
    with send(site, crowd) as senders:
        time.sleep(2)
        senders.hold.set()  # there is a backlog; what comes now keeps it up
        stop_in_a_batch(site, paused)
        second = site.start_worker("second")
        try:
            assert wait_for(lambda: "idle-in-transaction" in site.read_log("postgresql"))
            counted = ask(site, COUNTED)
            # Both streams go on, that of the stopped worker too.
            assert wait_for(lambda: ask(site, COUNTED) > counted)
            servers.go_on(paused)
            time.sleep(2)
        except BaseException:
            servers.kill(second)
            raise
    try:
        assert settle_up(site, crowd).verdict == "0 lost, 0 doubled"
    finally:
        servers.kill(second)


def stop_in_a_batch(site: Site, worker: servers.Process) -> None:
    """Stop a worker at a moment when one of its transactions is open."""
    chance = random.Random(31)

    def is_caught() -> bool:
        time.sleep(chance.uniform(0.05, 0.2))
        servers.stop(worker)
        time.sleep(0.3)
        if ask(site, HELD):
            return True
        servers.go_on(worker)
        return False

    assert wait_for(is_caught, within=60)
