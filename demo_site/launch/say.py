"""The messages of the demo to the person who started it."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

WIDTH = 13
"""Columns of a step's name."""

Result = TypeVar("Result")


class LaunchError(Exception):
    """An error whose message is for the person who started the demo; the demo ends."""


def line(text: str = "") -> None:
    """Write one line at once; a closed terminal must not leave orphans."""
    with contextlib.suppress(OSError):
        sys.stdout.write(text + "\n")
        sys.stdout.flush()


def step(name: str, text: str) -> None:
    """Write one finished step."""
    line(f"  {name:<{WIDTH}}{text}")


def running(name: str, text: str) -> None:
    """Show a step in progress, only on a terminal, where the next line replaces it."""
    if sys.stdout.isatty():
        with contextlib.suppress(OSError):
            sys.stdout.write(f"\r\033[K  {name:<{WIDTH}}{text} ...")
            sys.stdout.flush()


def timed(name: str, text: str, work: Callable[[], Result], *, doing: str) -> Result:
    """Show a step, do its work, write how long it took and return its result."""
    running(name, doing)
    began = time.monotonic()
    result = work()
    clear()
    step(name, f"{text} ({time.monotonic() - began:.1f} s)")
    return result


def clear() -> None:
    """Remove what `running` showed last."""
    if sys.stdout.isatty():
        with contextlib.suppress(OSError):
            sys.stdout.write("\r\033[K")


def end_of(log: Path, lines: int = 15) -> str:
    """Return the last lines of a log, indented, under its name."""
    text = log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:]
    return "\n".join([f"The end of {log}:", *(f"    {each}" for each in text)])
