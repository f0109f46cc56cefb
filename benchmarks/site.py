"""Starts what is measured: a web server on a core of its own, with a Redis on the other one."""

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from demo_site.launch.environment import PROJECT
from tests.support import servers

THREADS = 32  # enough to group: as many as there are connections
SERVERS = ("gthread", "granian")


class Web(NamedTuple):
    """A running server: its port, and the process that started it."""

    port: int
    process: int

    def get_cpu(self) -> float:
        """Return the seconds of CPU that its processes have taken so far (Linux only)."""
        return _get_ticks(self.process) / os.sysconf("SC_CLK_TCK")


def _get_ticks(process: int) -> int:
    # After the name in brackets: state is field 3, utime and stime are 14 and 15 (proc(5)).
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12]) + sum(map(_get_ticks, servers.find_children(process)))


@contextmanager
def run_redis(*, durable: bool) -> Iterator[str]:
    """Run a Redis that keeps nothing, or, if durable, writes each command to the disk at once."""
    program = servers.find_redis()
    if program is None:
        raise RuntimeError("no Redis is on this machine")
    port = servers.find_port()
    keeps = (
        ["--appendonly", "yes", "--appendfsync", "always"] if durable else ["--appendonly", "no"]
    )
    with tempfile.TemporaryDirectory(prefix="sharekit-bench-") as folder:
        address = ["--bind", "127.0.0.1", "--port", str(port), "--dir", folder]
        command = [program, *address, "--save", "", "--maxmemory-policy", "noeviction", *keeps]
        process = servers.start_listening(command, port=port, folder=Path(folder))
        try:
            _pin(process.pid, 1)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            servers.kill(process)


@contextmanager
def run_web(
    server: str, *, environment: Mapping[str, str] | None = None, pinned: bool = True
) -> Iterator[Web]:
    """Run the measured site in one process while the block lasts."""
    port = servers.find_port()
    commands = {
        "gthread": [
            *("gunicorn", "benchmarks.project.wsgi", "--bind", f"127.0.0.1:{port}"),
            *("--keep-alive", "60", "--no-control-socket"),
            *("--worker-class", "gthread", "--threads", str(THREADS)),
        ],
        "granian": [
            *("granian", "benchmarks.project.wsgi:application", "--interface", "wsgi"),
            *("--port", str(port), "--backpressure", str(2 * THREADS), "--no-ws"),
            *("--blocking-threads", str(THREADS)),
        ],
    }
    with tempfile.TemporaryDirectory(prefix="sharekit-bench-") as folder:
        process = servers.start_listening(
            [sys.executable, "-m", *commands[server]],
            port=port,
            folder=Path(folder),
            environment={**os.environ, "PYTHONPATH": str(PROJECT), **(environment or {})},
        )
        try:
            if pinned:
                _pin(process.pid, 0)
                _pin(os.getpid(), 1)
            yield Web(port, process.pid)
        finally:
            servers.kill(process)
            if hasattr(os, "sched_setaffinity"):
                os.sched_setaffinity(0, CORES)


CORES = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()


def _pin(process: int, number: int) -> None:
    """Return a process, its threads and its children one core of the machine."""
    if len(CORES) < 2:
        return
    core = {sorted(CORES)[number]}
    for thread in Path(f"/proc/{process}/task").iterdir():
        os.sched_setaffinity(int(thread.name), core)
        for child in (thread / "children").read_text().split():
            _pin(int(child), number)
