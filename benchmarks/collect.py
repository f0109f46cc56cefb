"""Measures collect at both doors against a view that reads the body and stores nothing.

And what the default rate limits cost, which are off in all other measurements.
"""

import statistics
import time
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.core.management import call_command

from benchmarks import load, site
from benchmarks.bars import Figure

ROUNDS = 5
REQUESTS = 4000
READERS = 20_000
BARS = {"gthread": (0.75, 1.25), "granian": (0.55, 1.8)}
"""The view's requests per second as a part of the bare view's, and for how many events on the fast
lane the CPU of one request to the bare view is enough.
"""


class Cost(NamedTuple):
    """What one address takes: requests per second, and microseconds of CPU for a request."""

    rate: float
    cpu: float


class Round(NamedTuple):
    """One measurement of each address. The fast lane leaves `view` to Django."""

    bare: Cost
    view: Cost
    lane: Cost


BARE, VIEW, LANE = "/bare/", "/view/", "/sharekit/events/"


def measure() -> list[Figure]:
    """Return what collect takes beside a bare view, medians of the rounds."""
    call_command("migrate", verbosity=0)
    figures = []
    for durable in (False, True):
        for server, (view, lane) in BARS.items():
            with site.run_redis(durable=durable) as url:
                rounds = _measure(server, environment={"BENCHMARK_REDIS": url})
            place = f"{server}, Redis{', appendfsync always' if durable else ''}"
            figures += [
                _compare_view(place, rounds, at_least=None if durable else view),
                _compare_lane(place, rounds, at_least=None if durable else lane),
            ]
    embedded = _measure("gthread", environment={})
    return [*figures, _compare_view("gthread, SQLite", embedded, at_least=0.6), _measure_limits()]


def _compare_view(place: str, rounds: list[Round], *, at_least: float | None) -> Figure:
    return Figure(
        f"collect by the view, {place}",
        _get_median(each.view.rate / each.bare.rate for each in rounds),
        at_least=at_least,
        unit="of a bare view",
    )


def _compare_lane(place: str, rounds: list[Round], *, at_least: float | None) -> Figure:
    rate = _get_median(each.lane.rate / each.bare.rate for each in rounds)
    return Figure(
        f"collect by the fast lane, {place}",
        _get_median(each.bare.cpu / each.lane.cpu for each in rounds),
        at_least=at_least,
        unit="events for a bare view's CPU",
        beside=f"{rate:g} of its requests/s",
    )


def _get_median(ratios: Iterable[float]) -> float:
    return round(statistics.median(ratios), 2)


def _measure_limits() -> Figure:
    """Return the CPU of an event with the default limits, as a part of that without any."""
    with site.run_redis(durable=False) as url:
        environment = {"BENCHMARK_REDIS": url, "BENCHMARK_READERS": "1"}
        limited = environment | {"BENCHMARK_LIMITS": "1"}
        with (
            site.run_web("granian", environment=environment) as without,
            site.run_web("granian", environment=limited) as with_limits,
        ):
            time.sleep(1)
            rounds = [
                [_load(web, LANE, readers=READERS) for web in (without, with_limits)]
                for _ in range(ROUNDS + 1)
            ]
    for off, on in rounds[1:]:
        print(f"  limits: off {_render(off)}, on {_render(on)}", flush=True)
    return Figure(
        "collect with the default rate limits, fast lane, granian",
        _get_median(on.cpu / off.cpu for off, on in rounds[1:]),
        at_most=1.1,
        unit="of the CPU without limits",
    )


def _measure(server: str, *, environment: Mapping[str, str]) -> list[Round]:
    """Return alternating rounds, without the first, which warms up."""
    with site.run_web(server, environment=environment) as web:
        time.sleep(1)
        rounds = [
            Round(*(_load(web, path) for path in (BARE, VIEW, LANE))) for _ in range(ROUNDS + 1)
        ]
    for each in rounds[1:]:
        costs = (f"{name} {_render(cost)}" for name, cost in each._asdict().items())
        print(f"  {server}: {', '.join(costs)}", flush=True)
    return rounds[1:]


def _load(web: site.Web, path: str, *, readers: int = 0) -> Cost:
    before = web.get_cpu()
    done = load.measure(web.port, path, requests=REQUESTS, readers=readers)
    return Cost(done.rate, (web.get_cpu() - before) / done.requests * 1e6)


def _render(cost: Cost) -> str:
    return f"{cost.rate:,.0f}/s by {cost.cpu:.0f} us"
