"""Runs the site: each process can be killed and started again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from tests.support import servers
from tests.support.paths import PROJECT
from tests.systems.bots.simulators.running import Running

SITE: Final = "tests.systems.bots.site"
WORKERS: Final = 2
"""Workers that decide and send at the same time."""
WEB: Final = WORKERS
"""The number of the web server among what can be killed."""


class Site:
    """A site that a simulated platform calls."""

    def __init__(
        self, folder: Path, *, database: str, simulator: Running, processes: int = 2
    ) -> None:
        self._web = ["--workers", str(processes), "--threads", "8", "--no-control-socket"]
        self.folder = folder
        self.port = servers.find_port()
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": f"{SITE}.settings",
            "PYTHONPATH": str(PROJECT),
            "DATABASE_URL": database,
            "BOTS_SITE": self.url,
            "BOTS_GIVEN": json.dumps(simulator.given),
        }
        self._processes: dict[int, servers.Process] = {}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def set_up(self) -> None:
        """Make the tables and the bot."""
        servers.manage("migrate", "--verbosity", "0", environment=self.environment)
        self.run("shop")

    def run(self, module: str, *arguments: str) -> str:
        """Run a module of the site to its end; return what it prints."""
        command = [sys.executable, "-m", f"{SITE}.{module}", *arguments]
        done = subprocess.run(
            command, env=self.environment, cwd=PROJECT, capture_output=True, text=True
        )
        if done.returncode:
            raise RuntimeError(f"{module}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def start(self, number: int) -> None:
        """Start a worker or the web server."""
        self._processes[number] = self._start_web() if number == WEB else self._start_worker(number)

    def kill(self, number: int) -> None:
        """Kill one of them and its processes with -9."""
        if process := self._processes.pop(number, None):
            servers.kill(process)

    def kill_all(self) -> None:
        for number in list(self._processes):
            self.kill(number)

    def _start_worker(self, number: int) -> servers.Process:
        return servers.start(
            [sys.executable, "-m", f"{SITE}.worker"],
            log=self.folder / f"worker-{number}.log",
            folder=PROJECT,
            environment=self.environment,
        )

    def _start_web(self) -> servers.Process:
        options = ["--bind", f"127.0.0.1:{self.port}", "--worker-class", "gthread"]
        options += self._web
        return servers.start_listening(
            [sys.executable, "-m", "gunicorn", f"{SITE}.wsgi:application", *options],
            port=self.port,
            folder=self.folder,
            environment=self.environment,
            log="web.log",
        )
