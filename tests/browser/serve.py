"""Serves the site, real server and real database, once for each set of settings."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from demo_site.launch.environment import PROJECT
from tests import servers


@contextmanager
def serve(folder: Path, settings: Mapping[str, object]) -> Iterator[str]:
    """Serve the site with its own SHAREKIT while the block lasts; give its origin.

    One process, so that its door hears everything. No traceback may be logged.
    """
    port = servers.find_port()
    environment = {
        **os.environ,
        "BROWSER_DIR": str(folder),
        "BROWSER_SHAREKIT": json.dumps(settings),
        "DJANGO_SETTINGS_MODULE": "tests.browser.pages.settings",
        "PYTHONPATH": str(PROJECT),
    }
    servers.manage("migrate", "--verbosity", "0", environment=environment)
    options = ["--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--threads", "8"]
    command = [sys.executable, "-m", "gunicorn", "tests.browser.pages.wsgi", *options]
    web = servers.start_listening(
        [*command, "--no-control-socket"], port=port, folder=folder, environment=environment
    )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        servers.kill(web)
    log = (folder / "server.log").read_text()
    assert "Traceback" not in log, log
