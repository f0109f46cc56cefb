"""Measures the reports: how long their figures take with ten million rows of counts on PostgreSQL.

`ROWS=1000000 make bench ONLY=reports` takes fewer, and a tenth of the time to fill.
"""

import json
import os
import subprocess
import sys
from typing import Any

from benchmarks.bars import Figure
from benchmarks.drain.measure import POSTGRESQL
from demo_site.launch.environment import PROJECT
from tests.support import servers

ROWS = 10_000_000
# PostgreSQL would compile each query that it takes for long, for up to a second: it pays for
# queries of minutes. docs/scaling.md says so, too.
OPTIONS = (*POSTGRESQL, "jit=off")


def measure() -> list[Figure]:
    """Return how long 95 of 100 calls take at most, of all reports and of the report's page."""
    programs = servers.find_postgresql()
    if programs is None:
        raise RuntimeError("PostgreSQL is not on this machine")
    options = [part for option in OPTIONS for part in ("-c", option)]
    rows = int(os.environ.get("ROWS", ROWS))
    with servers.run_postgresql(programs, options=options) as database:
        environment = {
            **os.environ,
            "DATABASE_URL": database,
            "DJANGO_SETTINGS_MODULE": "benchmarks.reports.settings",
        }
        command = [sys.executable, "-m", "benchmarks.reports.rounds", str(rows)]
        rounds = subprocess.run(
            command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, text=True, check=True
        )
    *lines, last = rounds.stdout.splitlines()
    print("\n".join(lines))
    found = json.loads(last)
    watching = Figure(
        "now, 50 editors who watch it", found["watching"], at_most=5, unit="% of one core"
    )
    return [
        _limit("reports", found["all"], beside=f"{found['rows']:,} rollups; "),
        _limit("the report's page", found["first"]),
        watching,
    ]


def _limit(name: str, times: dict[str, Any], *, beside: str = "") -> Figure:
    """Return the bar of some calls, as `rounds.summarize` sums them up."""
    return Figure(
        f"{name}, 95 % of calls",
        times["percentile"],
        at_most=300,
        unit="ms",
        beside=f"{beside}the slowest: {times['slowest']}",
    )
