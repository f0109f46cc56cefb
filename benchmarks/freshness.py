"""Measures how long an event takes to the report, at half the load that the web server can take.

Everything is real and on one machine: web server, Redis Streams, Celery with beat over a Redis
broker, PostgreSQL. Of a process of its own, since the site's database is chosen at its start.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

from benchmarks.bars import Figure
from demo_site.launch.environment import PROJECT
from tests.support import servers

SECONDS = 45
SENDERS = 16
PROBES = 5  # a second
LATE = 30.0  # seconds after which a probe counts as never arrived


def measure() -> list[Figure]:
    """Return the 95th percentile of the delays, in seconds."""
    from benchmarks import site

    programs = servers.find_postgresql()
    if programs is None:
        raise RuntimeError("no PostgreSQL is on this machine")
    with servers.run_postgresql(programs) as database, site.run_redis(durable=False) as redis:
        broker = redis.removesuffix("0") + "1"
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.freshness"],
            env={
                **os.environ,
                "DATABASE_URL": database,
                "BENCHMARK_REDIS": redis,
                "BENCHMARK_BROKER": broker,
            },
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    result = json.loads(done.stdout.splitlines()[-1])
    beside = f"{result['rate']:,.0f} events/s, half of the full load"
    return [
        Figure(
            "freshness, 95 % of events", result["delay"], at_most=6, unit="seconds", beside=beside
        )
    ]


def main() -> None:
    """Measure, and print the delay and the rate as JSON."""
    django.setup()
    from django.core.management import call_command

    from benchmarks import load, site

    call_command("migrate", verbosity=0)
    with site.run_web("granian", pinned=False) as web, _run_worker():
        full = load.measure(web.port, "/sharekit/events/", requests=10_000).rate
        time.sleep(10)
        delays = sorted(_measure(web.port, rate=full / 2))
    print(json.dumps({"rate": full / 2, "delay": round(delays[int(len(delays) * 0.95)], 1)}))


@contextmanager
def _run_worker() -> Iterator[None]:
    """Run a Celery worker with its beat."""
    with tempfile.TemporaryDirectory(prefix="sharekit-bench-") as folder:
        options = ["worker", "--beat", "--pool", "solo", "--loglevel", "warning"]
        options += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        options += ["--schedule", f"{folder}/beat"]
        worker = servers.start(
            [sys.executable, "-m", "celery", "-A", "benchmarks.project.celery:app", *options],
            log=Path(folder) / "worker.log",
            folder=Path(folder),
            environment={**os.environ, "PYTHONPATH": str(PROJECT)},
        )
        try:
            yield
        finally:
            servers.kill(worker)


def _measure(port: int, *, rate: float) -> list[float]:
    """Return the delay of each probe, while shares of other articles come at a rate."""
    from benchmarks import load
    from sharekit import keys

    end = time.monotonic() + SECONDS
    threads = [
        threading.Thread(target=_send_steadily, args=(port, rate / SENDERS, end))
        for _ in range(SENDERS)
    ]
    for thread in threads:
        thread.start()
    sent: dict[str, float] = {}
    delays: dict[str, float] = {}
    connection = socket.create_connection(("127.0.0.1", port))
    while time.monotonic() < end or (len(delays) < len(sent) and time.monotonic() < end + LATE):
        if time.monotonic() < end:
            path = f"/probe/{len(sent)}/"
            key = keys.sign(keys.ArticleKey(path, f"https://news.example{path}", "Probe"))
            sent[path] = time.monotonic()
            _post(connection, load.make_request("/sharekit/events/", port, load.make_body(key)))
        for path in _find_counted() - delays.keys():
            delays[path] = time.monotonic() - sent[path]
        time.sleep(1 / PROBES)
    for thread in threads:
        thread.join()
    return [delays.get(path, LATE) for path in sent]


def _find_counted() -> set[str]:
    """Return the paths of the probes that are in the report."""
    from sharekit.models import ShareRollup

    counted = ShareRollup.objects.filter(article__identity__startswith="/probe/", shares__gt=0)
    return set(counted.values_list("article__identity", flat=True))


def _send_steadily(port: int, rate: float, end: float) -> None:
    """Send shares over one connection at a rate, each when its time has come."""
    from benchmarks import load
    from sharekit import keys

    key = keys.sign(load.ARTICLE)
    connection = socket.create_connection(("127.0.0.1", port))
    due = time.monotonic()
    while due < end:
        _post(connection, load.make_request("/sharekit/events/", port, load.make_body(key)))
        due += 1 / rate
        time.sleep(max(0.0, due - time.monotonic()))


def _post(connection: socket.socket, request: bytes) -> None:
    connection.sendall(request)
    answer = connection.recv(4096)
    if not answer.startswith(b"HTTP/1.1 204"):
        raise RuntimeError(f"not a 204: {answer!r}")


if __name__ == "__main__":
    main()
