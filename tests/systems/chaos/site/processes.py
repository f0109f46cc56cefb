"""Runs the site under chaos: real processes in one folder, each to be killed and started again."""

import contextlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import psycopg

from tests.support import servers
from tests.support.paths import PROJECT

SITE = "tests.systems.chaos.site"

Kind = Literal["web", "worker", "redis", "postgresql"]
KINDS: tuple[Kind, ...] = ("postgresql", "redis", "worker", "web")
"""What can be killed, in the order in which a site starts."""

SLOW = ("-c", "commit_delay=20000", "-c", "commit_siblings=0")
"""Lets every commit take 20 ms, as on a slow disk, so that many a kill falls into one."""


class Site:
    """One scaled site: PostgreSQL with fsync, Redis that syncs every write, web and worker.

    On the clocks of web and worker it is noon when the site begins, whatever the time is: with a
    new day readers get new salts, and nobody could say what must be counted.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = servers.find_port()
        self.redis_port = servers.find_port()
        self.processes: dict[Kind, servers.Process] = {}
        self.variables: dict[str, str] = {}
        self.until_noon = _find_seconds_until_noon()
        self._data = folder / "postgresql"
        self._data.mkdir()
        programs = servers.find_postgresql() or servers.miss("PostgreSQL")
        self._redis = self._name_redis()
        self._postgresql = [*servers.make_postgresql(programs, self._data), *SLOW]

    @property
    def environment(self) -> dict[str, str]:
        """Return the variables of web, worker and commands."""
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": f"{SITE}.settings",
            "PYTHONPATH": str(PROJECT),
            "DATABASE_URL": servers.write_postgresql_url(self._data),
            "CHAOS_REDIS": f"redis://127.0.0.1:{self.redis_port}",
            "CHAOS_CLOCK": str(self.until_noon),
            **self.variables,
        }

    def set_up(self, **variables: str) -> None:
        """Start what does not run, and again what does if its variables were others.

        See settings.py and faults.py for the variables.
        """
        if variables != self.variables:
            self.variables = variables
            self.kill("web")
            self.kill("worker")
        for kind in KINDS:
            if kind not in self.processes:
                self.start(kind)

    def start(self, kind: Kind) -> None:
        """Start one of the four; return when it can be used."""
        starts: dict[Kind, Callable[[], servers.Process]] = {
            "web": self._start_web,
            "worker": self.start_worker,
            "redis": self._start_redis,
            "postgresql": self._start_postgresql,
        }
        self.processes[kind] = starts[kind]()

    def start_all(self) -> None:
        """Start the whole site, its tables made."""
        self.start("postgresql")
        self.manage("migrate", "--verbosity", "0")
        for kind in KINDS[1:]:
            self.start(kind)

    def kill(self, kind: Kind) -> None:
        """Kill one of the four with -9."""
        if process := self.processes.pop(kind, None):
            servers.kill(process)

    def kill_all(self) -> None:
        """Kill what runs."""
        for kind in reversed(KINDS):
            self.kill(kind)

    def manage(self, *arguments: str) -> str:
        """Run one of Django's commands on the site; give what it prints."""
        return servers.manage(*arguments, environment=self.environment)

    def read_log(self, name: str) -> str:
        """Return what a process has written so far."""
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def start_worker(self, name: str = "worker") -> servers.Process:
        """Start a Celery worker of two processes with its beat; several need names of their own."""
        options = ["worker", "--beat", "--concurrency", "2", "--loglevel", "warning"]
        options += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        # What a killed beat left may be half written, or of a clock that was ahead.
        for left in self.folder.glob(f"{name}-schedule*"):
            left.unlink()
        schedule = ["--schedule", str(self.folder / f"{name}-schedule"), "--hostname", name]
        return servers.start(
            [
                sys.executable,
                "-m",
                "celery",
                "-A",
                f"{SITE}.celery:app",
                *options,
                *schedule,
            ],
            log=self.folder / f"{name}.log",
            folder=self.folder,
            environment=self.environment,
        )

    def _start_web(self) -> servers.Process:
        options = ["--bind", f"127.0.0.1:{self.port}", "--worker-class", "gthread"]
        options += ["--workers", "2", "--threads", "16", "--keep-alive", "60"]
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            f"{SITE}.wsgi:application",
            *options,
        ]
        return servers.start_listening(
            [*command, "--no-control-socket"],
            port=self.port,
            folder=self.folder,
            environment=self.environment,
            log="web.log",
        )

    def _name_redis(self) -> list[str]:
        program = servers.find_redis() or servers.miss("Redis")
        command = [program, "--bind", "127.0.0.1", "--port", str(self.redis_port), "--save", ""]
        safe = ["--appendonly", "yes", "--appendfsync", "always"]
        return [*command, *safe, "--maxmemory-policy", "noeviction"]

    def _start_redis(self) -> servers.Process:
        return servers.start_listening(
            self._redis, port=self.redis_port, folder=self.folder, log="redis.log"
        )

    def _start_postgresql(self) -> servers.Process:
        """Start it until it stays, as a service manager does.

        While children of a killed one live on, which may be a moment, the next one gives up.
        """
        end = time.monotonic() + servers.READY_WITHIN
        while time.monotonic() < end:
            process = servers.start(
                self._postgresql,
                log=self.folder / "postgresql.log",
                folder=self._data,
                user=servers.NOBODY,
            )
            while process.poll() is None and time.monotonic() < end:
                with contextlib.suppress(psycopg.OperationalError):
                    host = str(self._data)
                    psycopg.connect(host=host, user="postgres", connect_timeout=5).close()
                    return process
                time.sleep(0.05)
            servers.kill(process)
            time.sleep(0.2)
        raise RuntimeError(f"PostgreSQL did not start:\n{self.read_log('postgresql')[-3000:]}")


def _find_seconds_until_noon() -> float:
    now = datetime.now(UTC)
    return (now.replace(hour=12, minute=0, second=0) - now).total_seconds()


@dataclass
class Folder:
    """A folder for a site; it `stays`, logs and all, when something went wrong."""

    path: Path
    stays: bool = True


@contextmanager
def make_folder() -> Iterator[Folder]:
    """Return a folder that is removed at the end of the block unless `stays` is set."""
    # Not TMPDIR: the path of a socket may have 107 bytes, and nobody must reach it.
    folder = Folder(Path(tempfile.mkdtemp(prefix="sharekit-chaos-", dir="/tmp")))
    folder.path.chmod(0o755)
    try:
        yield folder
    finally:
        if folder.stays:
            print(f"The logs of all processes are in {folder.path}", flush=True)
        else:
            shutil.rmtree(folder.path)
