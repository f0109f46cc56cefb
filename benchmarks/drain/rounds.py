"""Runs the rounds of the drain's benchmark on the servers that its environment names.

measure.py starts it, reads what it prints, and takes the last line for the figures.
"""

import json
import multiprocessing
import os
import statistics
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from multiprocessing.synchronize import Barrier
from pathlib import Path

import django
import redis
from django.core.management import call_command

from tests.support import servers

ROUNDS = 5
OURS = 50_000
"""Events of a round that are drained."""
TASKS = 800
"""Events of a round that are tasks."""
SHARES = 50_000
GROUP = 50
"""Events of a group commit."""
FEW = 10_000
"""Events of a small site, to whose cost others are compared."""
PART = 100_000
"""Events that wait at once, so that what is measured is the drain and not the memory of Redis."""
LONG = 200_000
"""Events that two workers share: ten batches each, so that the last ones weigh little."""


def main() -> None:
    """Measure what the command line names."""
    django.setup()
    call_command("migrate", verbosity=0)
    what, *sizes = sys.argv[1:]
    if what == "cost":
        print(json.dumps(measure_cost([int(size) for size in sizes])))
    else:
        compare = {"tasks": compare_tasks, "hot": compare_hot, "workers": compare_workers}[what]
        print(json.dumps(compare()))


def compare_tasks() -> list[tuple[float, float]]:
    """Give, for each round, how many times as many events a second a drain counts, and how many."""
    from benchmarks.drain.traffic import Traffic

    traffic = Traffic(seed=1, at=_yesterday())
    _drain(traffic.invent(OURS))
    rounds = []
    for _ in range(ROUNDS):
        ours = OURS / _drain(traffic.invent(OURS))
        tasks = TASKS / _run_tasks(traffic.invent(TASKS))
        print(f"  drained {ours:,.0f}/s, as tasks {tasks:,.0f}/s", flush=True)
        rounds.append((ours / tasks, ours))
    return rounds


def compare_hot() -> list[float]:
    """Give, for each round, what a share costs of one article, in shares of a thousand."""
    from benchmarks.drain.traffic import Traffic

    one = Traffic(seed=2, at=_yesterday(), articles=1)
    thousand = Traffic(seed=3, at=_yesterday(), articles=1000)
    for traffic in (one, thousand):
        _drain(traffic.share(SHARES))
    ratios = []
    for _ in range(ROUNDS):
        hot, cool = _drain(one.share(SHARES)), _drain(thousand.share(SHARES))
        print(f"  {_in_micro(hot, SHARES)} us of one, {_in_micro(cool, SHARES)} us of a thousand")
        ratios.append(hot / cool)
    return ratios


def compare_workers() -> list[float]:
    """Give, for each round, how many times as fast two processes drain two shards as one does."""
    from benchmarks.drain.traffic import Traffic

    _spread_over_two_shards()
    traffic = Traffic(seed=4, at=_yesterday())
    both = [["redis:0", "redis:1"]]
    ratios = []
    for _ in range(ROUNDS):
        one = _drain_in_processes(both, traffic.invent(LONG))
        two = _drain_in_processes([[shard] for shard in both[0]], traffic.invent(LONG))
        print(f"  one {LONG / one:,.0f}/s, two {LONG / two:,.0f}/s", flush=True)
        ratios.append(one / two)
    return ratios


def _spread_over_two_shards() -> None:
    from django.conf import settings
    from django.test import override_settings

    from sharekit import buffers

    backend = "sharekit.buffers.redis_stream.RedisStreamBuffer"
    options = {"URL": os.environ["REDIS_URL"], "SHARDS": 2}
    buffer = {"BACKEND": backend, "OPTIONS": options}
    override_settings(SHAREKIT={**settings.SHAREKIT, "BUFFER": buffer}).enable()
    buffers.get().shards()


def _drain_in_processes(shards: list[list[str]], events: Iterable[object]) -> float:
    """Drain groups of shards, each in a process that is there already; give the seconds."""
    from django.db import connections

    from sharekit import buffers

    buffers.get().close()
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    barrier = fork.Barrier(len(shards) + 1)
    workers = [fork.Process(target=_work, args=(group, barrier)) for group in shards]
    for worker in workers:
        worker.start()
    barrier.wait()
    _fill(events)
    barrier.wait()
    started = time.perf_counter()
    for worker in workers:
        worker.join()
    seconds = time.perf_counter() - started
    if waiting := buffers.get().status().waiting:
        raise RuntimeError(f"{waiting} events were not drained")
    return seconds


def _work(shards: list[str], barrier: Barrier) -> None:
    """Open what a drain needs; then, once there are events, drain them."""
    from sharekit.aggregate.drain import drain

    drain(shards)
    barrier.wait()
    barrier.wait()
    while drain(shards):
        pass


def measure_cost(totals: list[int]) -> dict[str, float]:
    """Return what an event costs, by the number of events, as a part of what it costs of a few.

    Tables begin empty; the few are counted in tables of their own in between, since the machine may
    be slower for a while.
    """
    from benchmarks.drain.traffic import Traffic

    with _schema("few"):
        call_command("migrate", verbosity=0)
    costs, base = {}, []
    for total in totals:
        parts = []
        for seed in range(5 if total <= PART else 1):
            _empty()
            traffic = Traffic(seed=seed, at=_yesterday())
            for _ in range(0, total, PART):
                base.append(_drain_few())
                part = min(PART, total)
                parts.append(_drain(traffic.invent(part)) / part / base[-1])
        costs[str(total)] = statistics.mean(parts)
        print(f"  {total:,} events: {costs[str(total)]:.2f} of the cost of {FEW:,}", flush=True)
    print(f"  of {FEW:,} events each costs {statistics.median(base) * 1e6:.1f} us", flush=True)
    return costs


def _drain_few() -> float:
    """Return the seconds that an event costs when tables begin empty."""
    from benchmarks.drain.traffic import Traffic

    times = []
    with _schema("few"):
        for seed in range(3):
            _empty()
            times.append(_drain(Traffic(seed=seed, at=_yesterday()).invent(FEW)) / FEW)
    return statistics.median(times)


@contextmanager
def _schema(name: str) -> Iterator[None]:
    """Work in tables of another schema."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {name}")
        cursor.execute(f"SET search_path TO {name}")
        try:
            yield
        finally:
            cursor.execute("SET search_path TO public")


def _drain(events: Iterable[object]) -> float:
    """Put events into the buffer; give the seconds that counting them takes."""
    from sharekit.aggregate.drain import drain

    waiting = _fill(events)
    started = time.perf_counter()
    counted = 0
    while counted < waiting:
        counted += drain()
    return time.perf_counter() - started


def _fill(events: Iterable[object]) -> int:
    """Put events into the buffer, in group commits; give their number."""
    from sharekit import buffers

    waiting = list(events)
    buffer = buffers.get()
    for start in range(0, len(waiting), GROUP):
        buffer.append(waiting[start : start + GROUP])  # type: ignore[arg-type]
    return len(waiting)


def _run_tasks(events: Iterable[object]) -> float:
    """Send a task for each event, then start a worker; give the seconds that it works."""
    import msgspec

    from benchmarks.drain.baseline import count_event

    for event in events:
        count_event.delay(msgspec.to_builtins(event))
    client = redis.Redis.from_url(os.environ["REDIS_URL"])
    client.delete("baseline:seconds")
    worker = servers.start(
        [
            *(sys.executable, "-m", "celery", "--app", "benchmarks.drain.celery", "worker"),
            *("--pool", "solo", "--without-gossip", "--without-mingle", "--without-heartbeat"),
        ],
        log=Path(os.environ["BENCHMARK_DIR"]) / "celery.log",
        folder=Path.cwd(),
        environment={**os.environ, "BASELINE_TASKS": str(TASKS)},
    )
    try:
        while not (seconds := client.get("baseline:seconds")):
            if worker.poll() is not None:
                raise RuntimeError("the worker has ended: see celery.log")
            time.sleep(0.2)
    finally:
        servers.kill(worker)
    return float(seconds)


def _empty() -> None:
    from django.db import connection

    from sharekit.models import Article, ChannelTotal, Clickback, SourceTotal

    whole = (Article, Clickback, ChannelTotal, SourceTotal)
    tables = ", ".join(model._meta.db_table for model in whole)
    with connection.cursor() as cursor:
        # Links and all other counts belong to articles.
        cursor.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")


def _yesterday() -> int:
    return int((time.time() - 86_400) * 1000)


def _in_micro(seconds: float, number: int) -> str:
    return f"{seconds / number * 1e6:.1f}"


if __name__ == "__main__":
    main()
