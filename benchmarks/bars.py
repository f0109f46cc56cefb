"""Bars: what a figure should be, what it was, and both as a table and as JSON."""

import json
import os
import platform
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

import django

RESULTS = Path(__file__).with_name("results.json")
PACKAGES = ("gunicorn", "granian", "celery", "redis", "psycopg", "msgspec")


@dataclass(frozen=True)
class Figure:
    """One measured figure beside its bar; `beside` is printed with it and has no bar."""

    name: str
    value: float
    at_least: float | None = None
    at_most: float | None = None
    unit: str = "times"
    beside: str = ""

    @property
    def holds(self) -> bool:
        """Return whether the bar is met; a figure without a bar always is."""
        return (self.at_least is None or self.value >= self.at_least) and (
            self.at_most is None or self.value <= self.at_most
        )

    @property
    def bar(self) -> str:
        """Return the bar in words."""
        if self.at_least is not None:
            return f"at least {self.at_least:g}"
        return "" if self.at_most is None else f"at most {self.at_most:g}"


def save(figures: Sequence[Figure], servers: dict[str, str]) -> None:
    """Write the figures with the machine to results.json."""
    results = {
        "date": time.strftime("%Y-%m-%d"),
        "machine": {
            "cpu": _find_cpu(),
            "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else None,
            "system": platform.platform(),
            "python": platform.python_version(),
            "django": django.get_version(),
            **{name: metadata.version(name) for name in PACKAGES},
            **servers,
        },
        "figures": [{**asdict(figure), "holds": figure.holds} for figure in figures],
    }
    RESULTS.write_text(json.dumps(results, indent=2) + "\n")


def render() -> str:
    """Give results.json as the table in Markdown that docs/scaling.md quotes."""
    results: dict[str, Any] = json.loads(RESULTS.read_text())
    lines = ["| what | measured | bar |", "|---|---|---|"]
    for entry in results["figures"]:
        holds = entry.pop("holds")
        figure = Figure(**entry)
        bar = figure.bar if holds else f"{figure.bar}: **missed**"
        name = f"{figure.name} ({figure.beside})" if figure.beside else figure.name
        lines.append(f"| {name} | {figure.value:g} {figure.unit} | {bar} |")
    machine = results["machine"]
    where = f"{machine['cpu']}, {machine['cores']} cores"
    what = f"Python {machine['python']}, Django {machine['django']}"
    return "\n".join([*lines, "", f"{results['date']}, {where}, {what}."])


def _find_cpu() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor())
