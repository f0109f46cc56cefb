"""One process of the demo, with all its children, from start to end."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from demo_site.launch.environment import PROJECT

GRACE = 10
"""Seconds that a process gets to end by itself."""

LOG_BYTES = 2_000_000
"""A larger log is moved away when its process starts."""

PR_SET_PDEATHSIG = 1
"""prctl(2)."""


class Child:
    """A process in its own group: Ctrl-C does not reach it, and only the demo ends it."""

    def __init__(self, name: str, command: Sequence[str], log: Path) -> None:
        self.name = name
        self.command = command
        self.log = log
        self.process: subprocess.Popen[bytes] | None = None
        self.started = 0.0
        self._log_began = 0

    def start(self, environment: dict[str, str]) -> None:
        """Start the process; its output is appended to its log."""
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            self.log.replace(self.log.with_suffix(".log.old"))
        with self.log.open("ab") as log:
            self._log_began = log.tell()
            self.started = time.monotonic()
            self.process = subprocess.Popen(
                self.command,
                cwd=PROJECT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_end_with(os.getpid()),  # safe: we have one thread
            )

    @property
    def pid(self) -> int:
        """The process id, 0 before the start."""
        return self.process.pid if self.process else 0

    def cause_of_death(self) -> str:
        """Return how the process ended, or nothing if it is running."""
        code = self.process.poll() if self.process else None
        if code is None:
            return ""
        return f"killed by signal {-code}" if code < 0 else f"exit code {code}"

    def printed(self) -> str:
        """Return the output since the last start."""
        with self.log.open("rb") as log:
            log.seek(self._log_began)
            return log.read().decode(errors="replace")

    def ask_to_end(self) -> None:
        """Ask the process to finish its current work and end."""
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def stop(self) -> None:
        """Wait for a process that was asked to end, then end the rest of its group."""
        if self.process:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(GRACE)
            self.clear_away()
            self.process.wait()

    def clear_away(self) -> None:
        """End the children of a dead process, such as the workers of a web server.

        They get three seconds for their current work.
        """
        self._signal_group(signal.SIGTERM)
        end = time.monotonic() + 3
        while time.monotonic() < end and self._signal_group(0):
            time.sleep(0.05)
        self._signal_group(signal.SIGKILL)

    def _signal_group(self, number: int) -> bool:
        try:
            os.killpg(self.pid, number)
        except (ProcessLookupError, PermissionError):  # macOS says the latter of zombies
            return False
        return True


def _end_with(parent: int) -> Callable[[], None] | None:
    """Return a function that makes a new process end when its parent dies, even by kill -9 (Linux
    only).
    """
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None, use_errno=True)

    def ask_the_kernel() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return ask_the_kernel
