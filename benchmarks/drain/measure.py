"""Measures the drain: a worker's events a second, their cost as they grow many, a hot article.

Real PostgreSQL that waits for the disk, real Redis, one process on each side. `python -m
benchmarks.drain.measure 10000 100000 1000000 10000000` measures only the cost, and draws it.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.bars import Figure
from benchmarks.cores import measure_cores
from benchmarks.drain import plot
from demo_site.launch.environment import PROJECT
from tests.support import servers

SIZES = (10_000, 100_000, 1_000_000)
COSTS = Path(__file__).with_name("cost.json")
PLOT = PROJECT / "docs" / "drain-cost.svg"
# A server of 4 GB: PostgreSQL's manual recommends a quarter for buffers; the rest spreads writes.
POSTGRESQL = (
    "shared_buffers=1GB",
    "max_wal_size=8GB",
    "wal_compression=on",
)


def measure() -> list[Figure]:
    """Return the drain's figures beside their bars."""
    tasks, rate = measure_drain()
    growth = round(measure_growth(), 2)
    workers, cores = round(measure_workers(), 2), round(measure_cores(), 2)
    return [
        Figure(
            "drain",
            round(tasks, 1),
            at_least=60,
            unit="of a task per event",
            beside=f"{rate:,.0f} events/s",
        ),
        Figure("cost of an event, up to 10^6", growth, at_most=1.2, unit="of one of 10^4"),
        Figure(
            "two workers",
            workers,
            at_least=1.6,
            unit="of one worker",
            beside=f"two processes that share nothing: {cores} of one",
        ),
        Figure("hot article", round(measure_hot_article(), 2), unit="of a thousand's cost"),
    ]


def measure_drain() -> tuple[float, float]:
    """Return the events per second of a drain, and the ratio to one task per event."""
    rounds: list[tuple[float, float]] = _run("tasks")
    ratios, rates = zip(*rounds, strict=True)
    return statistics.median(ratios), statistics.median(rates)


def measure_hot_article() -> float:
    """Return what a share of one article costs, as a part of one of a thousand articles."""
    ratios: list[float] = _run("hot")
    return statistics.median(ratios)


def measure_workers() -> float:
    """Return how many times as fast two processes drain two shards as one process does."""
    ratios: list[float] = _run("workers")
    return statistics.median(ratios)


def measure_growth(*sizes: int) -> float:
    """Return the highest cost of an event over sizes, relative to a few events; plot it.

    What was measured before for other sizes (10^7 takes a quarter of an hour) stays in the file and
    in the plot.
    """
    costs = _run("cost", *map(str, sizes or SIZES))
    kept = json.loads(COSTS.read_text()) if COSTS.exists() else {}
    kept |= costs
    COSTS.write_text(json.dumps(kept, indent=1) + "\n")
    PLOT.write_text(plot.draw({int(size): cost for size, cost in kept.items()}))
    return float(max(costs.values()))


def _run(*arguments: str) -> Any:
    """Run the rounds on servers of their own; show what they print, give their figures."""
    programs, redis = servers.find_postgresql(), servers.find_redis()
    if programs is None or redis is None:
        raise RuntimeError("PostgreSQL or Redis is not on this machine")
    options = [part for option in POSTGRESQL for part in ("-c", option)]
    with (
        servers.run_postgresql(programs, fsync=True, options=options) as database,
        servers.run_redis(redis) as broker,
        tempfile.TemporaryDirectory(prefix="sharekit-drain-") as folder,
        subprocess.Popen(
            [sys.executable, "-m", "benchmarks.drain.rounds", *arguments],
            cwd=PROJECT,
            env={
                **os.environ,
                "DATABASE_URL": database,
                "REDIS_URL": broker,
                "BENCHMARK_DIR": folder,
                "DJANGO_SETTINGS_MODULE": "benchmarks.drain.settings",
            },
            stdout=subprocess.PIPE,
            text=True,
        ) as rounds,
    ):
        last = ""
        for line in rounds.stdout or ():
            if last:
                print(last, end="", flush=True)
            last = line
    if rounds.returncode:
        raise RuntimeError(f"the rounds failed: {last}")
    return json.loads(last)


if __name__ == "__main__":
    print(f"the highest: {measure_growth(*map(int, sys.argv[1:])):.2f}")
