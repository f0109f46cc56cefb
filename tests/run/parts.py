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
from pathlib import Path
from typing import NamedTuple, NoReturn

from demo_site.launch.environment import PROJECT, PYTHON
from tests import servers
from tests.run import machine, pairs
from tests.run.environment import say

PYTEST = ("pytest", "-q", "-p", "no:cacheprovider", "--durations", "10")
QUICK = ("-m", "not slow and not browser")
SLOW = ("-m", "slow or browser")
TABLES = ("tests/browser", "tests/gallery")
"""Three browsers go through tables of cases."""
SERVERS = ("tests/aggregate", "tests/buffers")
"""What is written for PostgreSQL and Redis."""
SITES = ("tests/hosts",)
"""Sites in folders of their own; what is for Wagtail runs nowhere else."""
PAGES = ("tests/admin", "tests/buttons", "tests/sending", "tests/site_js")
"""Chromium reads pages."""
AT_ONCE = max(2, os.cpu_count() or 2)
"""Parts with browsers and servers that go on together: three on two cores made clicks so slow that
three were none. They leave the cores idle for half of their time, as they wait for pages, answers
and ticks; in it go on as many that have one process, which give way to them: NICE.
"""
NICE = ("nice", "-n", "10")
COVERAGE = (str(PYTHON), "-m", "coverage")
PLAIN = (str(PYTHON), "-m", *PYTEST)
COVERED = (*COVERAGE, "run", "-m", *PYTEST)
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
    command: Sequence[str]
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

    The parts go on side by side, the longest first.
    """
    machine.provide_servers()
    npm = machine.provide_client()
    others = {pair: pairs.prepare(pair, path) for pair, path in pairs.find_others().items()}
    own = pairs.name_of(pairs.find_own())
    subprocess.run((*COVERAGE, "erase"), cwd=PROJECT, check=True)
    endings = [run("the client", [*npm, "test"], folder="sharekit_js")]
    with ExitStack() as stack:
        postgresql = _find_postgresql(stack)
        slow = _list_slow(own, postgresql)
        quick = [*_list_quick(own, postgresql), *_list_pairs(others)]
        say(f"{len(slow)} slow parts and {len(quick)} quick ones, {AT_ONCE} of each at once")
        pools = [stack.enter_context(ThreadPoolExecutor(AT_ONCE)) for _ in range(2)]
        running = [
            pool.map(_run_aside, jobs) for pool, jobs in zip(pools, (slow, quick), strict=True)
        ]
        endings += [ending for each in running for ending in each]
    if not postgresql:
        passed = os.environ.get("CI") != "true"
        return [*endings, Ending("PostgreSQL", passed, 0, "not on this machine: skipped")]
    subprocess.run((*COVERAGE, "combine", "--quiet"), cwd=PROJECT, check=True)
    return [*endings, run("branches covered", (*COVERAGE, "report"))]


def _list_slow(own: str, postgresql: str) -> list[Job]:
    """List the parts with browsers and servers.

    Counting branches doubles the time of a process, so it is done where a line of sharekit/ runs
    nowhere else: here what is for PostgreSQL, Redis and Wagtail.
    """
    apart = [f"--ignore={folder}" for folder in (*TABLES, *SERVERS, *SITES, *PAGES)]
    return [
        Job(f"{own}: the tables of browsers", [*PLAIN, *TABLES]),
        Job(f"{own}: the slow part", [*PLAIN, *SLOW, *apart]),
        Job(f"{own}: the pages", [*PLAIN, *SLOW, *PAGES]),
        Job(f"{own}: what is for servers", [*COVERED, *SERVERS], postgresql),
        Job(f"{own}: the sites", [*COVERED, *SITES]),
    ]


def _list_quick(own: str, postgresql: str) -> list[Job]:
    """List the quick part on SQLite, and on PostgreSQL what is not for servers alone."""
    on_sqlite = Job(f"{own}: the quick part, on SQLite", [*NICE, *COVERED, *QUICK])
    rest = [*NICE, *PLAIN, *QUICK, *(f"--ignore={folder}" for folder in SERVERS)]
    on_postgresql = Job(f"{own}: the rest of it, on PostgreSQL", rest, postgresql)
    return [on_sqlite, on_postgresql] if postgresql else [on_sqlite]


def _list_pairs(others: Mapping[tuple[str, str], Path]) -> list[Job]:
    """List the quick part for every other pair of Python and Django."""
    return [
        Job(f"{pairs.name_of(pair)}: the quick part", [*NICE, str(python), "-m", *PYTEST, *QUICK])
        for pair, python in others.items()
    ]


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
