"""Measures every bar there is and says which hold: `make bench`, or `make bench ONLY=collect`."""

import importlib
import importlib.util
import os
import sys
import tempfile
import time
from collections.abc import Callable

import django

from benchmarks import bars
from benchmarks.bars import Figure
from benchmarks.cores import measure_cores


def main() -> int:
    """Measure in a temporary folder, write results.json; return 1 when a bar does not hold."""
    with tempfile.TemporaryDirectory(prefix="sharekit-bench-") as folder:
        os.environ["BENCHMARK_DIR"] = folder
        os.environ.pop("DATABASE_URL", None)
        os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
        django.setup()
        # They need settings.
        from benchmarks import collect, freshness, load, render, reports, scripts

        parts = [
            scripts.measure,
            render.measure,
            collect.measure,
            freshness.measure,
            reports.measure,
        ]
        if importlib.util.find_spec("benchmarks.drain"):
            parts.append(_measure_drain)
        only = os.environ.get("ONLY", "").split()
        figures = [
            figure for part in parts if not only or _name(part) in only for figure in _measure(part)
        ]
        if not only:
            bars.save(figures, {"load": load.find_generator()})
    print()
    for figure in figures:
        verdict = "" if not figure.bar else "holds" if figure.holds else "DOES NOT HOLD"
        beside = f" ({figure.beside})" if figure.beside else ""
        value = f"{figure.value:>8g} {figure.unit}"
        print(f"{figure.name:62}{value:32}{figure.bar:16}{verdict}{beside}")
    return 0 if all(figure.holds for figure in figures) else 1


def _measure_drain() -> list[Figure]:
    """Return the drain's figures beside their bars."""
    drain = importlib.import_module("benchmarks.drain")
    tasks, rate = drain.measure_drain()
    growth = round(drain.measure_growth(), 2)
    workers, cores = round(drain.measure_workers(), 2), round(measure_cores(), 2)
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
        Figure("hot article", round(drain.measure_hot_article(), 2), unit="of a thousand's cost"),
    ]


def _name(part: Callable[[], list[Figure]]) -> str:
    """Return the word by which ONLY chooses a part."""
    return "drain" if part is _measure_drain else part.__module__.rpartition(".")[2]


def _measure(part: Callable[[], list[Figure]]) -> list[Figure]:
    """Measure one part and say how long it took."""
    started = time.monotonic()
    print(f"{_name(part)}:", flush=True)
    figures = part()
    print(f"  took {time.monotonic() - started:.0f} s", flush=True)
    return figures


if __name__ == "__main__":
    sys.exit(main())
