"""Measures every bar there is and says which hold: `make bench`, or `make bench ONLY=collect`."""

import os
import sys
import tempfile
import time
from collections.abc import Callable

import django

from benchmarks import bars
from benchmarks.bars import Figure


def main() -> int:
    """Measure in a temporary folder, write results.json; return 1 when a bar does not hold."""
    with tempfile.TemporaryDirectory(prefix="sharekit-bench-") as folder:
        os.environ["BENCHMARK_DIR"] = folder
        os.environ.pop("DATABASE_URL", None)
        os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.project.settings"
        django.setup()
        # They need settings.
        from benchmarks import collect, freshness, load, render, scripts
        from benchmarks.drain import measure as drain
        from benchmarks.reports import measure as reports

        parts = [each.measure for each in (scripts, render, collect, freshness, reports, drain)]
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


def _name(part: Callable[[], list[Figure]]) -> str:
    """Return the word by which ONLY chooses a part."""
    return part.__module__.split(".")[1]


def _measure(part: Callable[[], list[Figure]]) -> list[Figure]:
    """Measure one part and say how long it took."""
    started = time.monotonic()
    print(f"{_name(part)}:", flush=True)
    figures = part()
    print(f"  took {time.monotonic() - started:.0f} s", flush=True)
    return figures


if __name__ == "__main__":
    sys.exit(main())
