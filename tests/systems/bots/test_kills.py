"""Under kills each question is decided once, and no answer reaches the platform twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support import servers
from tests.systems.bots.run import Plan, run
from tests.systems.bots.simulators.running import run_simulator
from tests.systems.bots.site.processes import Site

pytestmark = pytest.mark.slow


@contextmanager
def make_database(engine: str, folder: Path) -> Iterator[str]:
    """Yield the address of an empty database."""
    if engine == "sqlite":
        yield f"sqlite:///{folder}/shop.sqlite3"
        return
    with servers.run_postgresql(servers.find_postgresql() or servers.miss("PostgreSQL")) as url:
        yield url


@pytest.mark.parametrize(
    "engine", ["postgresql", pytest.param("sqlite", marks=pytest.mark.thorough)]
)
@pytest.mark.parametrize(
    "plan",
    [
        Plan(questions=60, kills=3),
        pytest.param(Plan(questions=10_000, kills=50), marks=pytest.mark.thorough),
    ],
    ids=["short", "long"],
)
def test_a_question_is_decided_once_and_no_answer_comes_twice(
    tmp_path: Path, engine: str, plan: Plan
) -> None:
    with (
        make_database(engine, tmp_path) as database,
        run_simulator("whatsapp", tmp_path) as simulator,
    ):
        site = Site(tmp_path, database=database, simulator=simulator)
        simulator.steer("forget", webhook=f"{site.url}/bots/whatsapp/")
        try:
            site.set_up()
            faults = run(plan, site, simulator)
        finally:
            site.kill_all()

    assert faults == []
