"""Runs the parts of `make test`, `make lint`, `make bench` and `make chaos`, and tells the end."""

import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from typing import NamedTuple, NoReturn

from demo_site.launch.environment import PROJECT, PYTHON
from tests import servers
from tests.run import machine, pairs
from tests.run.environment import say

PYTEST = ("pytest", "-q", "-p", "no:cacheprovider", "--durations", "10")
QUICK = ("-m", "not slow and not browser")
BROWSERS = ("tests/browser", "tests/gallery")
SLOW = ("-m", "slow or browser", *(f"--ignore={folder}" for folder in BROWSERS))
AT_ONCE = max(2, os.cpu_count() or 2)
"""Parts that go on together: more than there are cores would keep tests waiting for browsers."""
COVERAGE = (str(PYTHON), "-m", "coverage")
RUN = ("run", "-m")
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Ending:
    """Is how one part ended."""

    name: str
    passed: bool
    seconds: float
    last_line: str


class Job(NamedTuple):
    """Is a part that runs beside others, on a database: "" stands for SQLite."""

    name: str
    command: list[str]
    database: str = ""


def run(
    name: str,
    command: Sequence[str],
    *,
    environment: Mapping[str, str] | None = None,
    folder: str = ".",
    live: bool = True,
) -> Ending:
    """Run a command and show its output, line by line or, if not live, whole when it has ended."""
    started = time.monotonic()
    lines = []
    if live:
        say(name)
    with subprocess.Popen(
        command,
        cwd=PROJECT / folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            lines.append(line)
            if live:
                print(line, end="", flush=True)
    if not live:
        say(f"{name}\n{''.join(lines)}")
    last = next((line for line in reversed(lines) if line.strip()), "")
    last = COLOURS.sub("", last).strip("= \n")
    return Ending(name, process.returncode == 0, time.monotonic() - started, last)


def test() -> list[Ending]:
    """Run the client's tests, the suite on SQLite and PostgreSQL, and the other pairs.

    The parts go on side by side: most of their time is waiting, for browsers and for processes that
    start and are killed.
    """
    machine.provide_servers()
    npm = machine.provide_client()
    others = {pair: pairs.prepare(pair, path) for pair, path in pairs.find_others().items()}
    own = pairs.name_of(pairs.find_own())
    subprocess.run((*COVERAGE, "erase"), cwd=PROJECT, check=True)
    endings = [run("the client", [*npm, "test"], folder="sharekit_js")]
    covered = [*COVERAGE, *RUN, *PYTEST]
    with ExitStack() as stack, ThreadPoolExecutor(AT_ONCE) as pool:
        postgresql = _find_postgresql(stack)
        # The longest first.
        jobs = [
            Job(f"{own}: the slow part", [*covered, *SLOW]),
            Job(f"{own}: the browsers", [*covered, *BROWSERS]),
            Job(f"{own}: the quick part, on SQLite", [*covered, *QUICK]),
            *(
                Job(f"{pairs.name_of(pair)}: the quick part", [str(python), "-m", *PYTEST, *QUICK])
                for pair, python in others.items()
            ),
        ]
        if postgresql:
            job = Job(f"{own}: the quick part, on PostgreSQL", [*covered, *QUICK], postgresql)
            jobs.insert(2, job)
        say(f"{len(jobs)} parts, {AT_ONCE} at once; each is shown when it has ended")
        endings += pool.map(_run_aside, jobs)
    if not postgresql:
        passed = os.environ.get("CI") != "true"
        return [*endings, Ending("PostgreSQL", passed, 0, "not on this machine: skipped")]
    subprocess.run((*COVERAGE, "combine", "--quiet"), cwd=PROJECT, check=True)
    return [*endings, run("branches covered", (*COVERAGE, "report"))]


def _find_postgresql(stack: ExitStack) -> str:
    """Give the address of the environment's PostgreSQL, else of one that runs until the end."""
    programs = servers.find_postgresql()
    if "DATABASE_URL" in os.environ or programs is None:
        return os.environ.get("DATABASE_URL", "")
    return stack.enter_context(servers.run_postgresql(programs))


def _on(database: str) -> dict[str, str]:
    """Give the environment of a run on a database; "" stands for SQLite."""
    others = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**others, "DATABASE_URL": database} if database else others


def _run_aside(job: Job) -> Ending:
    """Run one of several parts that go on side by side."""
    return run(job.name, job.command, environment=_on(job.database), live=False)


def lint() -> list[Ending]:
    """Check format, style, types, floors and the client; go on after a failure to show them all."""
    npm = machine.provide_client()
    tools = {
        "format": ["ruff", "format", "--check", "."],
        "style": ["ruff", "check", "."],
        "types": ["mypy", "sharekit", "demo_site", "tests", "benchmarks"],
    }
    return [
        *(run(name, [str(PYTHON), "-m", *command]) for name, command in tools.items()),
        run("floors", [str(PYTHON.with_name("lint-imports")), "--no-cache", "--no-logo"]),
        run("client", [*npm, "run", "check"], folder="sharekit_js"),
    ]


def bench() -> list[Ending]:
    """Measure the bars."""
    return [run("bars", [str(PYTHON), "-m", "benchmarks.run"])]


def chaos() -> NoReturn:
    """Become the run of tests/chaos/: its last line and exit code are the answer."""
    os.execv(PYTHON, [str(PYTHON), "-m", "tests.chaos"])


def main() -> None:
    """Run the part named on the command line; end with a line for each and one exit code."""
    # A shell starts what runs in its background deaf to Ctrl-C; the tests that send it would hang.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # A run that is ended from outside still stops the PostgreSQL that it started.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        endings = {"test": test, "lint": lint, "bench": bench, "chaos": chaos}[sys.argv[1]]()
    except KeyboardInterrupt:
        sys.exit(130)
    except subprocess.CalledProcessError as error:  # the tool has said why
        sys.exit(f"setting up failed: {shlex.join(map(str, error.cmd))}")
    say("done:")
    for ending in endings:
        verdict = "passed" if ending.passed else "FAILED"
        print(f"{verdict} {ending.seconds:5.0f} s  {ending.name}: {ending.last_line}")
    sys.exit(not all(ending.passed for ending in endings))


if __name__ == "__main__":
    main()
