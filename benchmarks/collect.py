"""Measures collect at both doors against a view that reads the body and stores nothing.

And what the default rate limits cost, which are off in all other measurements.
"""

import statistics
import time
from collections.abc import Mapping

from django.core.management import call_command

from benchmarks import load, site
from benchmarks.bars import Figure

ROUNDS = 5
REQUESTS = 4000
READERS = 20_000
BARE, VIEW, LANE = "/bare/", "/view/", "/sharekit/events/"
BARS = {"gthread": (0.75, 1.3), "granian": (0.55, 1.8)}


def measure() -> list[Figure]:
    """Return collect's requests per second as parts of the bare view's, medians of the rounds."""
    call_command("migrate", verbosity=0)
    figures = []
    for durable in (False, True):
        for server, (view, lane) in BARS.items():
            with site.run_redis(durable=durable) as url:
                ratios = _measure(server, environment={"BENCHMARK_REDIS": url})
            store = "Redis, appendfsync always" if durable else "Redis"
            figures += [
                Figure(
                    f"collect by {door}, {server}, {store}",
                    ratios[path],
                    at_least=None if durable else bar,
                    unit="of a bare view",
                )
                for door, path, bar in (("the view", VIEW, view), ("the fast lane", LANE, lane))
            ]
    embedded = _measure("gthread", environment={})
    name = "collect by the view, gthread, SQLite"
    return [
        *figures,
        Figure(name, embedded[VIEW], at_least=0.6, unit="of a bare view"),
        Figure(
            "collect with the default rate limits, fast lane, granian",
            _measure_limits(),
            at_least=0.9,
            unit="of the same without",
        ),
    ]


def _measure_limits() -> float:
    """Return the requests per second with the default limits as a part of those without any."""
    with site.run_redis(durable=False) as url:
        environment = {"BENCHMARK_REDIS": url, "BENCHMARK_READERS": "1"}
        limited = environment | {"BENCHMARK_LIMITS": "1"}
        with (
            site.run_web("granian", environment=environment) as without,
            site.run_web("granian", environment=limited) as with_limits,
        ):
            time.sleep(1)
            rounds = [
                [
                    load.measure(port, LANE, requests=REQUESTS, readers=READERS)
                    for port in (without, with_limits)
                ]
                for _ in range(ROUNDS + 1)
            ]
    for off, on in rounds[1:]:
        print(f"  limits: off {off:,.0f}/s, on {on:,.0f}/s", flush=True)
    return round(statistics.median(on / off for off, on in rounds[1:]), 2)


def _measure(server: str, *, environment: Mapping[str, str]) -> dict[str, float]:
    """Return the median ratio of each door in alternating rounds, after one that warms up."""
    with site.run_web(server, environment=environment) as port:
        time.sleep(1)
        rounds = [
            {path: load.measure(port, path, requests=REQUESTS) for path in (BARE, VIEW, LANE)}
            for _ in range(ROUNDS + 1)
        ]
    for each in rounds[1:]:
        rates = ", ".join(f"{path} {rate:,.0f}/s" for path, rate in each.items())
        print(f"  {server}: {rates}", flush=True)
    return {
        path: round(statistics.median(each[path] / each[BARE] for each in rounds[1:]), 2)
        for path in (VIEW, LANE)
    }
