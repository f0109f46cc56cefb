"""One run: customers ask, processes are killed, and the tables are compared with the truth."""

from __future__ import annotations

import json
import random
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Final, NamedTuple

from tests.support.waiting import wait
from tests.systems.bots.simulators.running import Running
from tests.systems.bots.site.processes import WEB, WORKERS, Site

PATIENCE: Final = 120
"""Seconds until the platform takes further answers after a kill."""
ENDED_WITHIN: Final = 180
"""Seconds until every answer is known after the last kill."""
CUSTOMERS: Final = 8
"""Customers who write at the same moment."""
FAULTS: Final = ("break-after", "half", "busy", "break-before")


class Plan(NamedTuple):
    """How many questions there are, and how often web and workers are killed."""

    questions: int
    kills: int
    seed: int = 1


def run(plan: Plan, site: Site, simulator: Running) -> list[str]:
    """Run the plan; return what was wrong."""
    chance = random.Random(plan.seed)
    started = time.monotonic()
    simulator.steer("persist")
    for number in range(WORKERS + 1):
        site.start(number)
    with ThreadPoolExecutor(CUSTOMERS) as customers:
        asked = [
            customers.submit(
                simulator.say, f"4915550{number:06}", "delivery time", copies=1 + number % 2
            )
            for number in range(plan.questions)
        ]
        for number in range(plan.kills):
            goal = plan.questions * 0.8 * (number + chance.random()) / plan.kills
            _wait_until_taken(simulator, goal)
            if number % 2:
                simulator.steer("fault", fault=chance.choice(FAULTS))
                time.sleep(chance.uniform(0, 0.05))
                _restart(site, WEB)
            else:
                # The platform has an answer, and the worker that sent it does not know it yet.
                simulator.steer("fault", fault="slow")
                _wait_until_taken(simulator, len(simulator.read_taken()) + 1)
                _restart(site, *range(WORKERS))
        for each in asked:
            each.result()
    wait(lambda: set(simulator.steer("retry")), lambda left: left <= {200}, within=PATIENCE)
    printed = site.run("ledger", str(plan.questions), str(simulator.truth), str(ENDED_WITHIN))
    faults, states = json.loads(printed)
    print(f"\n{plan}: {time.monotonic() - started:.0f} s, {states}", flush=True)
    found: list[str] = faults
    return found


def _restart(site: Site, *numbers: int) -> None:
    for number in numbers:
        site.kill(number)
    for number in numbers:
        site.start(number)


def _wait_until_taken(simulator: Running, answers: float) -> None:
    """Return when the platform has taken so many answers: what is killed is at work.

    It delivers again what a killed web server did not take.
    """

    def count() -> int:
        simulator.steer("retry")
        return len(simulator.read_taken())

    wait(count, lambda taken: taken >= answers, within=PATIENCE)
