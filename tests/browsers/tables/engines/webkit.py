"""WebKitGTK's MiniBrowser, driven by Selenium, on a screen that nobody sees."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from selenium.webdriver import WebKitGTK
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests.browsers.tables.engines.webdriver import WebDriverBrowser


@contextmanager
def start(
    program: str,
    driver: str,
    screen: str,
    *,
    arguments: Sequence[str] = (),
    proxy: int | None = None,
) -> Iterator[WebDriverBrowser]:
    """Start it with nothing kept from before.

    `proxy` is the port of one that answers for all other machines.
    """
    options = Options()
    if proxy:
        arguments = (*arguments, f"--proxy=http://127.0.0.1:{proxy}", "--ignore-host=127.0.0.1")
        options.accept_insecure_certs = True
    options.binary_location = program
    for argument in ("--automation", *arguments):
        options.add_argument(argument)
    with _show(screen) as display:
        service = Service(driver, env={**os.environ, "DISPLAY": display})
        webkit = WebKitGTK(options, service=service)
        try:
            yield WebDriverBrowser(webkit)
        finally:
            webkit.quit()


@contextmanager
def _show(screen: str) -> Iterator[str]:
    """Run a screen in memory; give the name of its display."""
    read, write = os.pipe()
    command = [screen, "-displayfd", str(write), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, pass_fds=[write], stdout=quiet, stderr=quiet) as server:
        os.close(write)
        with open(read) as number:  # noqa: PTH123 - a descriptor has no path
            display = number.readline().strip()
        try:
            yield f":{display}"
        finally:
            server.terminate()
