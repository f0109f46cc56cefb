"""Runs the real demo in a folder of its own: web server and Celery worker, to be killed at will."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from demo_site.launch.environment import PROJECT
from tests import servers
from tests.waiting import wait

COUNTED_WITHIN = 60  # seconds, from a click to its place in the report; a quiet machine takes 3
REPORTER = """
import sys
from django.core.management import call_command
for _ in sys.stdin:
    call_command("sharekit_report", format="json")
    print("END", flush=True)
"""
"""Prints a report for each line that it reads: a new process each time takes a second to start."""


@dataclass
class Demo:
    """Is one demo site on a port of its own, its data in a folder of its own."""

    folder: Path
    port: int = field(default_factory=servers.find_port)
    web: servers.Process | None = None
    worker: servers.Process | None = None
    variables: dict[str, str] = field(default_factory=dict)
    reporter: subprocess.Popen[str] | None = None

    @property
    def origin(self) -> str:
        """Give the scheme, host and port."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def _environment(self) -> dict[str, str]:
        return {
            **os.environ,
            **self.variables,
            "DEMO_DIR": str(self.folder),
            "PORT": str(self.port),
            "DJANGO_SETTINGS_MODULE": "demo_site.settings",
            "PYTHONPATH": str(PROJECT),
        }

    def manage(self, *arguments: str) -> str:
        """Run one of Django's commands on the demo; give what it prints."""
        return servers.manage(*arguments, environment=self._environment)

    def start_web(self) -> None:
        """Start the web server, as `make demo` does."""
        options = ["--bind", f"127.0.0.1:{self.port}", "--worker-class", "gthread"]
        options += ["--workers", "2", "--threads", "8", "--no-control-socket"]
        self.web = servers.start_listening(
            [sys.executable, "-m", "gunicorn", "demo_site.wsgi:application", *options],
            port=self.port,
            folder=self.folder,
            environment=self._environment,
        )

    def start_worker(self) -> None:
        """Start a Celery worker with its beat inside it, as small sites do."""
        options = ["worker", "--beat", "--pool", "solo", "--loglevel", "info"]
        options += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        schedule = ["--schedule", str(self.folder / "beat-schedule")]
        self.worker = servers.start(
            [sys.executable, "-m", "celery", "-A", "demo_site.celery:app", *options, *schedule],
            log=self.folder / "worker.log",
            folder=self.folder,
            environment=self._environment,
        )

    def kill_web(self) -> None:
        """Kill the web server with -9."""
        if self.web:
            servers.kill(self.web)

    def kill_worker(self) -> None:
        """Kill the worker and its beat with -9."""
        if self.worker:
            servers.kill(self.worker)

    def logs(self) -> str:
        """Give what web server and worker have written."""
        return "".join(path.read_text() for path in sorted(self.folder.glob("*.log")))

    def kill_reporter(self) -> None:
        """End the process that prints reports."""
        if self.reporter:
            self.reporter.communicate()

    def report(self, path: str) -> dict[str, Any]:
        """Return the report's figures for the article at a path, none before it was read."""
        articles = json.loads(self._print_report())["articles"]
        return next((each for each in articles if each["url"].endswith(path)), {})

    def _print_report(self) -> str:
        if self.reporter is None:
            command = [sys.executable, str(PROJECT / "manage.py"), "shell", "-v", "0", "-c"]
            self.reporter = subprocess.Popen(
                [*command, REPORTER],
                env=self._environment,
                cwd=PROJECT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        assert self.reporter.stdin and self.reporter.stdout
        print(file=self.reporter.stdin, flush=True)
        return "".join(iter(self.reporter.stdout.readline, "END\n"))

    def wait_for(self, path: str, **expected: int) -> dict[str, Any]:
        """Give the figures of an article once all of these are as expected; else fail.

        What one page sends is counted in any order, by several shards: who waits for one figure
        knows nothing of the others.
        """

        def look() -> dict[str, Any]:
            time.sleep(0.2)  # each look keeps the reporter busy, and the workers have to count
            return self.report(path)

        figures = wait(
            look,
            lambda figures: expected.items() <= figures.items(),
            within=COUNTED_WITHIN,
        )
        found = {name: figures.get(name) for name in expected}
        assert found == expected, f"{path}: {found}, expected were {expected}"
        return figures
