"""Measures every bar there is and says which hold: `make bench`."""

import os
import sys
import tempfile
from collections.abc import Callable

import django


def main() -> int:
    """Measure in a temporary folder; return 1 when a bar does not hold."""
    with tempfile.TemporaryDirectory(prefix="sharekit-bench-") as folder:
        os.environ["BENCHMARK_DIR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
        django.setup()
        from benchmarks import collect, render  # they need settings

        held = [
            judge("collect, embedded, of a bare view", collect.measure, at_least=0.6),
            judge("a bar, of one by an inclusion tag", render.measure, at_most=0.3),
        ]
    return 0 if all(held) else 1


def judge(
    name: str, measure: Callable[[], float], *, at_least: float = 0.0, at_most: float = float("inf")
) -> bool:
    """Measure one ratio, print it beside its bar, and tell whether it holds."""
    print(f"{name}:", flush=True)
    ratio = measure()
    holds = at_least <= ratio <= at_most
    bar = f"at least {at_least}" if at_least else f"at most {at_most}"
    print(f"  {ratio:.2f}, and should be {bar}: {'holds' if holds else 'DOES NOT HOLD'}")
    return holds


if __name__ == "__main__":
    sys.exit(main())
