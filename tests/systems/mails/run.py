"""One run: announce, send, kill and restart, and compare when nothing waits any more."""

from __future__ import annotations

import random
import time
from typing import Any, NamedTuple

import psycopg

from tests.support.waiting import wait
from tests.systems.mails import ledger
from tests.systems.mails.site.processes import WORKERS, Site

PATIENCE = 120
"""Seconds until the next mails go out after a kill."""
ENDED_WITHIN = 300
"""Seconds until no message waits after the last kill."""


class Plan(NamedTuple):
    """How many messages there are, and how often workers and the mail server are killed."""

    messages: int
    kills: int
    restarts: int
    seed: int = 1


def run(plan: Plan, site: Site, database: psycopg.Connection[Any]) -> list[str]:
    """Run the plan on a site whose messages wait; return what was wrong."""
    chance = random.Random(plan.seed)
    steps = ["worker"] * plan.kills + ["server"] * plan.restarts
    chance.shuffle(steps)
    started = time.monotonic()
    site.server.start()
    for number in range(WORKERS):
        site.start_worker(number)
    for number, step in enumerate(steps):
        _wait_until_taken(site, plan.messages * 0.9 * (number + chance.random()) / len(steps))
        time.sleep(chance.uniform(0, 0.05))
        if step == "server":
            site.server.kill()
            time.sleep(chance.uniform(0, 0.5))
            site.server.start()
        else:
            victim = chance.randrange(WORKERS)
            site.kill_worker(victim)
            site.start_worker(victim)
    wait(lambda: _count_open(database), lambda left: not left, within=ENDED_WITHIN)
    rows, taken = ledger.read_rows(database), site.server.read()
    print(f"\n{plan}: {time.monotonic() - started:.0f} s")
    print("\n".join(ledger.describe(rows, taken)), flush=True)
    counted = [] if len(rows) == plan.messages else [f"{len(rows)} messages"]
    return counted + ledger.find_faults(rows, taken)


def _wait_until_taken(site: Site, mails: float) -> None:
    """Return when the server has taken so many mails: what is killed is at work."""
    wait(site.server.count, lambda count: count >= mails, within=PATIENCE)


def _count_open(database: psycopg.Connection[Any]) -> int:
    row = database.execute(ledger.OPEN.encode()).fetchone()
    return int(row[0]) if row else 0
