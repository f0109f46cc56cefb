"""Makes the environments: .venv for this machine's Python, .venvs/ for every other pair.

Runs on whatever Python 3 the machine calls python3, before anything is installed, as the demo's
launcher does, whose knowledge of the machine it uses.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from demo_site.launch import machine
from demo_site.launch.environment import PROJECT, PYTHON, VENV
from demo_site.launch.say import LaunchError

LOCK = PROJECT / "tests" / "requirements.txt"
SUPPORTED = ("3.11", "3.12", "3.13")


def say(text: str) -> None:
    """Print a line of ours, told from the tools' own output by its arrow."""
    print(f"==> {text}", flush=True)


def find_interpreters() -> dict[str, str]:
    """Give the path of every supported Python that runs and can make environments, by version."""
    found: dict[str, str] = {}
    for version in SUPPORTED:
        folders = [Path(folder) for folder in os.get_exec_path()]
        folders += Path.home().glob(f".pyenv/versions/{version}.*/bin")
        for path in (str(folder / f"python{version}") for folder in folders):
            if _is_sound(machine.inspect(path), version):
                found[version] = path
                break
    return found


def _is_sound(python: machine.Interpreter | None, version: str = "3.") -> bool:
    """Tell whether an interpreter runs, lacks nothing, and is of a version."""
    return python is not None and not python.fault and python.version.startswith(version)


def prepare() -> None:
    """Make .venv complete: everything in tests/requirements.txt, checked against its hashes."""
    if not _is_sound(machine.inspect(str(PYTHON))):
        try:
            chosen = machine.choose_python()
        except LaunchError as trouble:
            sys.exit(str(trouble))
        say(f"making .venv with {chosen.path}, Python {chosen.version}")
        subprocess.run([chosen.path, "-m", "venv", "--clear", str(VENV)], check=True)
    install = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    install_once(VENV, LOCK, install)


def install_once(environment: Path, lock: Path, install: list[str]) -> None:
    """Install a lock into an environment, unless the very same lock is what it holds."""
    stamp = environment / "sharekit-lock"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    say(f"installing {lock.relative_to(PROJECT)} into {environment.relative_to(PROJECT)}")
    subprocess.run([*install, "--require-hashes", "-r", str(lock)], check=True)
    stamp.write_text(digest)
