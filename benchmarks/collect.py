"""Measures collect, embedded: events stored in SQLite, against a view that stores nothing."""

import json
import os
import statistics
import sys
from pathlib import Path

from django.core.management import call_command

from benchmarks import load
from demo_site.launch.environment import PROJECT
from sharekit import keys, tokens
from tests import servers

REQUESTS = 6000
ROUNDS = 5
ARTICLE = keys.ArticleKey("/swifts/", "https://news.example/swifts/", "Swifts of the city")


def measure() -> float:
    """Give collect's requests per second as a part of the bare view's, the median of the rounds."""
    folder = Path(os.environ["BENCHMARK_DIR"])
    port = servers.find_port()
    call_command("migrate", verbosity=0)
    server = servers.start_listening(
        [
            *(sys.executable, "-m", "gunicorn", "benchmarks.wsgi", "--bind", f"127.0.0.1:{port}"),
            *("--worker-class", "gthread", "--threads", "32", "--keep-alive", "60"),
            "--no-control-socket",
        ],
        port=port,
        folder=folder,
        environment={**os.environ, "PYTHONPATH": str(PROJECT)},
    )
    try:
        _separate(server.pid)
        ratios = [_measure_round(port) for _ in range(ROUNDS)]
    finally:
        servers.kill(server)
    return statistics.median(ratios)


def _measure_round(port: int) -> float:
    bodies = [_make_body() for _ in range(REQUESTS)]
    bare = load.measure(port, [load.make_request("/bare/", port, body) for body in bodies])
    collect = load.measure(
        port, [load.make_request("/sharekit/events/", port, body) for body in bodies]
    )
    print(f"  collect {collect:,.0f}/s, bare view {bare:,.0f}/s")
    return collect / bare


def _make_body() -> bytes:
    event = {"kind": "share", "channel": "whatsapp", "token": tokens.mint("w"), "age": 120}
    return json.dumps({"article": keys.sign(ARTICLE), "events": [event]}).encode()


def _separate(server: int) -> None:
    """Give the server one core and the load generator another."""
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_setaffinity") else []
    if len(cores) > 1:
        for process in (server, *_find_children(server)):
            os.sched_setaffinity(process, {cores[0]})
        os.sched_setaffinity(0, {cores[1]})


def _find_children(process: int) -> list[int]:
    text = Path(f"/proc/{process}/task/{process}/children").read_text()
    return [int(child) for child in text.split()]
