"""Runs the real demo in a folder of its own, as `make demo` does, to be killed at will."""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.support import servers
from tests.support.paths import PROJECT
from tests.support.waiting import wait

UP = "Press Ctrl-C to stop the demo"
NAMES = ("Web server", "Worker", "Beat")
STOPS_WITHIN = 60  # seconds; a quiet machine takes 2
# Without pip: .venv has been made for the tests and holds all that the demo needs.
LAUNCH = """
import sys
from demo_site.launch import environment, run
environment.prepare = lambda: None
sys.exit(run.run())
"""
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
    """One demo site on a port of its own, its data in a folder of its own."""

    folder: Path
    port: int = field(default_factory=servers.find_port)
    web: servers.Process | None = None
    launcher: servers.Process | None = None
    variables: dict[str, str] = field(default_factory=dict)
    reporter: subprocess.Popen[str] | None = None

    @property
    def origin(self) -> str:
        """Return the scheme, host and port."""
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
        """Start the web server only, as `make demo` does."""
        options = ["--bind", f"127.0.0.1:{self.port}", "--worker-class", "gthread"]
        options += ["--workers", "2", "--threads", "8", "--no-control-socket"]
        self.web = servers.start_listening(
            [sys.executable, "-m", "gunicorn", "demo_site.wsgi:application", *options],
            port=self.port,
            folder=self.folder,
            environment=self._environment,
        )

    def kill_web(self) -> None:
        """Kill the web server that runs without a launcher with -9."""
        if self.web:
            servers.kill(self.web)

    def start(self) -> None:
        """Start the demo by its launcher and wait until it says that it is up.

        The launcher starts again what dies. A worker may: where the broker is a folder, it cannot
        read a message whose file beat has opened and not yet written.
        """
        self._log.unlink(missing_ok=True)
        self.launcher = launcher = servers.start(
            [sys.executable, "-c", LAUNCH],
            log=self._log,
            folder=PROJECT,
            environment=self._environment,
        )
        code, printed = wait(
            lambda: (launcher.poll(), self.printed),
            lambda seen: seen[0] is not None or UP in seen[1],
            within=3 * servers.READY_WITHIN,
        )
        assert code is None, printed

    @property
    def _log(self) -> Path:
        return self.folder / "launcher.log"

    @property
    def printed(self) -> str:
        """Return what the launcher has printed since its start."""
        return self._log.read_text()

    def find_process(self, name: str) -> int:
        """Return the id of the newest process that the launcher has named."""
        return int(re.findall(rf"^ *{name}\b.* \(process (\d+)", self.printed, re.MULTILINE)[-1])

    def kill(self, name: str) -> None:
        """Kill a process and all it started with -9; the launcher starts it again."""
        os.killpg(self.find_process(name), signal.SIGKILL)

    def stop(self) -> None:
        """Stop the demo as Ctrl-C does; what it started must have stopped, too."""
        assert self.launcher
        self.launcher.send_signal(signal.SIGINT)
        assert self.launcher.wait(STOPS_WITHIN) == 0, self.printed
        assert "Web server, worker and beat have stopped." in self.printed

    def kill_all(self) -> None:
        """Kill every process with -9, as a power cut would."""
        if self.launcher and self.launcher.poll() is None:
            self.launcher.send_signal(signal.SIGSTOP)  # else it starts again what dies
            for name in NAMES:
                # One that was not started yet has no process.
                with contextlib.suppress(ProcessLookupError, IndexError):
                    self.kill(name)
            servers.kill(self.launcher)
        if self.reporter:
            self.reporter.communicate()

    def logs(self) -> str:
        """Return what all processes have written."""
        return "".join(path.read_text() for path in sorted(self.folder.glob("*.log")))

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
        """Return the figures of an article once all of these are as expected; else fail.

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
