"""Under kills of workers and mail server no marketing comes twice, and no service mail is lost."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from tests.support import servers
from tests.systems.mails.run import Plan, run
from tests.systems.mails.site.processes import Site

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "plan",
    [
        Plan(messages=200, kills=3, restarts=2),
        pytest.param(Plan(messages=10_000, kills=50, restarts=20), marks=pytest.mark.thorough),
    ],
    ids=["short", "long"],
)
def test_marketing_is_never_sent_twice_and_service_mails_are_never_lost(
    tmp_path: Path, redis_url: str, plan: Plan
) -> None:
    programs = servers.find_postgresql() or servers.miss("PostgreSQL")
    with servers.run_postgresql(programs) as database:
        site = Site(tmp_path, database=database, redis=redis_url)
        address = database.replace("postgres://", "postgresql://")
        try:
            site.set_up(plan.messages)
            with psycopg.connect(address, autocommit=True) as connection:
                faults = run(plan, site, connection)
        finally:
            site.kill_all()

    assert faults == []
