"""Runs the site: each process can be killed and started again."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

from tests.support import servers
from tests.support.mailing.box import MailServer
from tests.support.paths import PROJECT

SITE: Final = "tests.systems.mails.site"
WORKERS: Final = 2
"""Celery workers, of two processes each, that send at the same time."""


class Site:
    """A site whose workers send by a mail server with faults."""

    def __init__(self, folder: Path, *, database: str, redis: str) -> None:
        self.folder = folder
        # So that many a kill falls between the mail and its answer.
        self.server = MailServer(folder, delay=0.02)
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": f"{SITE}.settings",
            "PYTHONPATH": str(PROJECT),
            "DATABASE_URL": database,
            "MAILS_REDIS": redis.rpartition("/")[0],
            "MAILS_PORT": str(self.server.port),
        }
        self._workers: dict[int, servers.Process] = {}

    def set_up(self, messages: int) -> None:
        """Make the tables, and announce what has to be sent."""
        servers.manage("migrate", "--verbosity", "0", environment=self.environment)
        command = [sys.executable, "-m", f"{SITE}.shop", str(messages)]
        filling = servers.start(
            command,
            log=self.folder / "shop.log",
            folder=PROJECT,
            environment=self.environment,
        )
        if filling.wait():
            raise RuntimeError((self.folder / "shop.log").read_text())

    def start_worker(self, number: int) -> None:
        options = ["worker", "--beat", "--concurrency", "2", "--loglevel", "warning"]
        options += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        # What a killed beat left may be half written.
        for left in self.folder.glob(f"schedule-{number}*"):
            left.unlink()
        schedule = ["--schedule", str(self.folder / f"schedule-{number}")]
        self._workers[number] = servers.start(
            [
                *[sys.executable, "-m", "celery", "-A", f"{SITE}.celery:app", *options],
                *[*schedule, "--hostname", f"worker-{number}"],
            ],
            log=self.folder / f"worker-{number}.log",
            folder=self.folder,
            environment=self.environment,
        )

    def kill_worker(self, number: int) -> None:
        """Kill a worker and its processes with -9."""
        if worker := self._workers.pop(number, None):
            servers.kill(worker)

    def kill_all(self) -> None:
        for number in range(WORKERS):
            self.kill_worker(number)
        self.server.kill()
