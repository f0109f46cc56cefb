"""Makes a small site in a folder, as a stranger would have it, and serves it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from tests.support import servers
from tests.support.paths import PROJECT

DATABASE = "db.sqlite3"
TEMPLATE = Path(__file__).parent / "template"
SET_UP = "import django; django.setup()\n"
FILL = """
from django.core.management import call_command
from newsroom.models import Story

call_command("migrate", run_syncdb=True, verbosity=0)
Story.objects.create(title="Swifts of the city", slug="swifts")
Story.objects.create(title="The bridge", slug="bridge")
"""
COUNT = """
from django.core.management import call_command

call_command("sharekit_aggregate", verbosity=0)
print("REPORT")
call_command("sharekit_report", format="json")
print("REPORT")
"""


@dataclass
class Site:
    """One site: its files, its web server, and what can be asked of it."""

    folder: Path
    port: int = field(default_factory=servers.find_port)

    @classmethod
    def make(cls, folder: Path) -> Self:
        """Copy the files of a site to a folder."""
        shutil.copytree(TEMPLATE, folder, dirs_exist_ok=True)
        return cls(folder)

    @property
    def origin(self) -> str:
        """Return the scheme, host and port."""
        return f"http://127.0.0.1:{self.port}"

    def write(self, name: str, text: str) -> None:
        """Add lines to the end of one of the site's files."""
        (self.folder / name).parent.mkdir(exist_ok=True)
        with (self.folder / name).open("a") as file:
            file.write(f"\n{text}\n")

    def run(self, code: str) -> str:
        """Run Python in the set-up site; give what it prints, raise RuntimeError when it fails."""
        command = [sys.executable, "-c", SET_UP + code]
        done = subprocess.run(
            command, env=self._environment, cwd=self.folder, capture_output=True, text=True
        )
        if done.returncode:
            raise RuntimeError(f"{code}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def test(self, *files: str) -> None:
        """Run files of tests in the site; raise AssertionError with what pytest says."""
        command = [sys.executable, "-m"]
        if "COVERAGE_RUN" in os.environ:
            where = (f"--rcfile={PROJECT / 'setup.cfg'}", f"--data-file={PROJECT / '.coverage'}")
            command += ["coverage", "run", *where, "-m"]
        options = (
            "--quiet",
            "--override-ini=DJANGO_SETTINGS_MODULE=settings",
            "-p",
            "no:cacheprovider",
        )
        done = subprocess.run(
            [*command, "pytest", *options, *files],
            env=self._environment,
            cwd=PROJECT,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def fill(self, then: str = "") -> str:
        """Make the tables and two stories, then run more Python; return what that prints."""
        return self.run(FILL + then)

    def copy_tables(self, filled: Site) -> None:
        """Take tables and stories over from a site with the same models, which takes no time."""
        shutil.copy(filled.folder / DATABASE, self.folder)

    @contextmanager
    def serve(
        self, server: Sequence[str] = ("gunicorn", "wsgi", "--threads", "4")
    ) -> Iterator[str]:
        """Serve the site while the block lasts; give its origin. No traceback may be logged."""
        name, application, *options = server
        address = ["--host", "127.0.0.1", "--port", str(self.port)]
        if name == "gunicorn":
            address = ["--bind", f"127.0.0.1:{self.port}"]
        command = [sys.executable, "-m", name, application, *address, *options]
        web = servers.start_listening(
            command, port=self.port, folder=self.folder, environment=self._environment
        )
        try:
            yield self.origin
        finally:
            servers.kill(web)
        log = (self.folder / "server.log").read_text()
        assert "Traceback" not in log, log

    def count(self) -> list[dict[str, Any]]:
        """Count what waits; return the report's articles."""
        return self.count_then("")[0]

    def count_then(self, then: str) -> tuple[list[dict[str, Any]], str]:
        """Count, then run more Python; return the report's articles and what that prints."""
        _, report, printed = self.run(COUNT + then).split("REPORT\n")
        articles: list[dict[str, Any]] = json.loads(report)["articles"]
        return articles, printed

    @property
    def _environment(self) -> dict[str, str]:
        path = os.pathsep.join([str(self.folder), str(PROJECT)])
        return {**os.environ, "DJANGO_SETTINGS_MODULE": "settings", "PYTHONPATH": path}
