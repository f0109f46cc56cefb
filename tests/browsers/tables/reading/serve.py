"""Serves the site, real server and real database, once for each set of settings."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from tests.support import servers
from tests.support.paths import PROJECT

TABLES = "db.sqlite3"


def make_tables(folder: Path) -> None:
    """Make the site's database in a folder."""
    servers.manage("migrate", "--verbosity", "0", environment=_environ(folder, {}))


@contextmanager
def serve(folder: Path, settings: Mapping[str, object], *, tables: Path) -> Iterator[str]:
    """Serve the site with its own SHAREKIT while the block lasts; give its origin.

    Its database starts as a copy of that in the folder `tables`. One process, so that its door
    records everything. What was answered 204 must be in it in the end, and no traceback be logged.
    """
    shutil.copy(tables / TABLES, folder / TABLES)
    port = servers.find_port()
    options = ["--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--threads", "8"]
    command = [sys.executable, "-m", "gunicorn", "tests.browsers.tables.pages.wsgi", *options]
    web = servers.start_listening(
        [*command, "--no-control-socket"],
        port=port,
        folder=folder,
        environment=_environ(folder, settings),
    )
    try:
        yield (origin := f"http://127.0.0.1:{port}")
        with urlopen(f"{origin}/stored/") as answer:
            reported = json.load(answer)
        assert reported["stored"] == reported["answered"], reported
    finally:
        servers.kill(web)
    log = (folder / "server.log").read_text()
    assert "Traceback" not in log, log


def _environ(folder: Path, settings: Mapping[str, object]) -> dict[str, str]:
    return {
        **os.environ,
        "BROWSER_DIR": str(folder),
        "BROWSER_SHAREKIT": json.dumps(settings),
        "DJANGO_SETTINGS_MODULE": "tests.browsers.tables.pages.settings",
        "PYTHONPATH": str(PROJECT),
    }
