"""What several processes get at the same moment, and again later, is answered once."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.support import servers
from tests.support.waiting import wait
from tests.systems.bots.simulators.running import run_simulator
from tests.systems.bots.site.processes import WEB, WORKERS, Site

pytestmark = pytest.mark.slow
CUSTOMERS = 8
COPIES = 20


def test_a_question_that_four_processes_get_twenty_times_is_answered_once(tmp_path: Path) -> None:
    with (
        servers.run_postgresql(servers.find_postgresql() or servers.miss("PostgreSQL")) as url,
        run_simulator("whatsapp", tmp_path) as simulator,
    ):
        site = Site(tmp_path, database=url, simulator=simulator, processes=4)
        simulator.steer("forget", webhook=f"{site.url}/bots/whatsapp/")
        simulator.steer("reports", how="doubled")

        def ask(number: int) -> str:
            person = f"4915550{number:06}"
            name, statuses = simulator.say(person, "delivery time", copies=COPIES)
            # A slow machine does not answer all of them in the vendor's time.
            assert set(statuses) <= {0, 200}
            return name

        try:
            site.set_up()
            for number in range(WORKERS + 1):
                site.start(number)
            with ThreadPoolExecutor(CUSTOMERS) as customers:
                names = list(customers.map(ask, range(CUSTOMERS)))
            wait(simulator.read_taken, lambda taken: len(taken) >= CUSTOMERS)
            # Later, in a batch with a question that is new.
            names.append(ask(CUSTOMERS))
            simulator.steer("deliver", names=names, copies=COPIES)
            wait(lambda: set(simulator.steer("retry")), lambda left: left <= {200})
            site.kill(WEB)
            printed = site.run("ledger", str(CUSTOMERS + 1), str(simulator.truth), "30")
        finally:
            site.kill_all()

    faults, states = json.loads(printed)
    assert faults == []
    assert set(states) <= {"sent", "delivered"}
