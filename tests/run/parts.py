"""Runs the parts of `make test`, `make lint` and `make bench`, then tells how each one ended."""

import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass

from demo_site.launch.environment import PROJECT, PYTHON
from tests import servers
from tests.run import machine, pairs
from tests.run.environment import say

QUICK = ("-m", "not slow and not browser")
PYTEST = (str(PYTHON), "-m", "pytest", "-q")


@dataclass(frozen=True)
class Ending:
    """Is how one part ended."""

    name: str
    passed: bool
    seconds: float
    last_line: str


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
    last = next((line.strip() for line in reversed(lines) if line.strip()), "")
    return Ending(name, process.returncode == 0, time.monotonic() - started, last)


def test() -> list[Ending]:
    """Run the client's tests, the suite on SQLite and PostgreSQL, and the other pairs."""
    machine.provide_servers()
    npm = machine.provide_client()
    others = {pair: pairs.prepare(pair, path) for pair, path in pairs.find_others().items()}
    return [
        run("the client", [*npm, "test"], folder="sharekit_js"),
        *_run_suite(),
        *_run_quick_parts(others),
    ]


def _run_suite() -> list[Ending]:
    """Run the whole suite on SQLite, its quick part on PostgreSQL, and add up what they cover."""
    own = pairs.name_of(pairs.find_own())
    coverage = (str(PYTHON), "-m", "coverage")
    covered = (*coverage, "run", "-m", "pytest", "-q")
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    subprocess.run((*coverage, "erase"), cwd=PROJECT, check=True)
    endings = [run(f"{own}: everything, on SQLite", covered, environment=environment)]
    with ExitStack() as stack:
        url = os.environ.get("DATABASE_URL")
        programs = servers.find_postgresql()
        if url is None and programs is not None:
            url = stack.enter_context(servers.run_postgresql(programs))
        if url is None:
            passed = os.environ.get("CI") != "true"
            return [*endings, Ending("PostgreSQL", passed, 0, "not on this machine: skipped")]
        environment = {**os.environ, "DATABASE_URL": url}
        name = f"{own}: the quick part, on PostgreSQL"
        endings.append(run(name, (*covered, *QUICK), environment=environment))
    subprocess.run((*coverage, "combine", "--quiet"), cwd=PROJECT, check=True)
    return [*endings, run("branches covered", (*coverage, "report"))]


def _run_quick_parts(others: Mapping[tuple[str, str], object]) -> list[Ending]:
    """Run the quick part on the other pairs, two at a time, each shown when it has ended."""

    def run_one(item: tuple[tuple[str, str], object]) -> Ending:
        pair, python = item
        command = [str(python), "-m", "pytest", "-q", "-p", "no:cacheprovider", *QUICK]
        return run(f"{pairs.name_of(pair)}: the quick part", command, live=False)

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run_one, others.items()))


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


def main() -> None:
    """Run the part named on the command line; end with a line for each and one exit code."""
    # A shell starts what runs in its background deaf to Ctrl-C; the tests that send it would hang.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        endings = {"test": test, "lint": lint, "bench": bench}[sys.argv[1]]()
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
