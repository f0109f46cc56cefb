"""Starts web server, worker and beat, waits until they are ready, and restarts those that die."""

from __future__ import annotations

import http.client
import signal
import time
from collections.abc import Callable
from pathlib import Path

from demo_site.launch import say
from demo_site.launch.children import Child
from demo_site.launch.environment import PYTHON
from demo_site.launch.machine import HOST

READY_WITHIN = 60
"""Seconds within which a process must answer after its start."""

STEADY_AFTER = 5
"""Seconds after which a start counts as successful."""

ATTEMPTS = 3
"""How often in a row a process may end soon after its start before the demo gives up."""


class Supervisor:
    """The three processes of the demo."""

    def __init__(self, *, port: int, folder: Path, environment: dict[str, str]) -> None:
        self._environment = environment
        self._port = port
        self._stopping = False
        self._died_young: dict[str, int] = {}
        self._web = Child("Web server", _web_command(port), folder / "web.log")
        self._worker = Child("Worker", _worker_command(), folder / "worker.log")
        self._beat = Child("Beat", _beat_command(), folder / "beat.log")
        self._children = (self._web, self._worker, self._beat)

    def catch_signals(self) -> None:
        """Treat Ctrl-C, SIGTERM and a closed terminal as a request to stop."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._wish_to_stop)

    def _wish_to_stop(self, number: int, frame: object) -> None:
        self._stopping = True

    def start(self) -> bool:
        """Start all and wait until they are ready; return False if a signal came first."""
        for child in (self._web, self._worker):
            child.start(self._environment)
        if not (
            self._wait(self._web, self._web_answers, "answers")
            and self._wait(self._worker, self._worker_has_counted, "has counted what waited")
        ):
            return False
        # Only now: two processes that create the broker's tables at once could find one that is
        # still empty.
        self._beat.start(self._environment)
        return self._wait(self._beat, self._beat_has_rung, "rings for the worker")

    def _wait(self, child: Child, is_ready: Callable[[], bool], text: str) -> bool:
        say.running(child.name, "starting")
        while not self._stopping:
            if is_ready():
                say.clear()
                taken = time.monotonic() - child.started
                say.step(child.name, f"{text} (process {child.pid}, {taken:.1f} s)")
                return True
            cause = child.cause_of_death()
            if not cause and time.monotonic() > child.started + READY_WITHIN:
                cause = f"no answer within {READY_WITHIN} seconds"
            if cause:
                raise say.LaunchError(f"{child.name}: {cause}.\n{say.end_of(child.log)}")
            time.sleep(0.1)
        return False

    def _web_answers(self) -> bool:
        connection = http.client.HTTPConnection(HOST, self._port, timeout=5)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def _worker_has_counted(self) -> bool:
        # The worker schedules a drain as soon as it is ready: demo_site/celery.py.
        return any(
            "sharekit.tasks.drain" in line and "succeeded" in line
            for line in self._worker.printed().splitlines()
        )

    def _beat_has_rung(self) -> bool:
        # It schedules every task as soon as it has its schedule: demo_site/celery.py.
        return "beat: Rang for" in self._beat.printed()

    def watch(self) -> None:
        """Restart processes that die until a signal comes; give up on those that die too soon."""
        while not self._stopping:
            for child in self._children:
                cause = child.cause_of_death()
                if cause:
                    self._revive(child, cause)
            time.sleep(0.2)

    def _revive(self, child: Child, cause: str) -> None:
        # A kill from outside is not a fault of the process, however often it happens.
        is_faulty = cause.startswith("exit") and time.monotonic() < child.started + STEADY_AFTER
        self._died_young[child.name] = self._died_young.get(child.name, 0) + 1 if is_faulty else 0
        say.line(f"{child.name} died: {cause}. {say.end_of(child.log, lines=5)}")
        child.clear_away()
        if self._died_young[child.name] >= ATTEMPTS:
            raise say.LaunchError(
                f"{child.name} died {ATTEMPTS} times in a row: the demo gives up."
            )
        child.start(self._environment)
        say.line(f"{child.name} was started again (process {child.pid}).")

    def stop(self) -> None:
        """End all processes and their children within some seconds."""
        for child in reversed(self._children):
            child.ask_to_end()
        for child in reversed(self._children):
            child.stop()


def _web_command(port: int) -> list[str]:
    return [
        *(str(PYTHON), "-m", "gunicorn", "demo_site.wsgi:application"),
        *("--bind", f"{HOST}:{port}", "--worker-class", "gthread"),
        *("--workers", "2", "--threads", "8", "--graceful-timeout", "3", "--no-control-socket"),
    ]


def _worker_command() -> list[str]:
    # No pool: a kill -9 leaves nothing behind, and SQLite allows one writer at a time anyway.
    # Nothing on this machine listens for gossip.
    return [
        *(str(PYTHON), "-m", "celery", "-A", "demo_site.celery:app", "worker"),
        *("--pool", "solo", "--loglevel", "info"),
        *("--without-gossip", "--without-mingle", "--without-heartbeat"),
    ]


def _beat_command() -> list[str]:
    # A separate process: inside a worker (--beat) it would die unnoticed, and nothing would be
    # counted any more. Its schedule stays in memory, because a crash can leave the file of Celery's
    # default scheduler unreadable (an empty .dat of dbm.dumb), and beat would then die at every
    # start.
    return [
        *(str(PYTHON), "-m", "celery", "-A", "demo_site.celery:app", "beat"),
        *("--scheduler", "celery.beat:Scheduler", "--loglevel", "info", "--pidfile="),
    ]
