"""Makes the environments: .venv for this machine's Python, .venvs/ for every other pair.

Runs on whatever Python 3 the machine calls python3, before anything is installed: it imports
the standard library only and avoids what Python 3.8 cannot read.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "tests" / "requirements.txt"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
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
        for path in (folder / f"python{version}" for folder in folders):
            if os.access(path, os.X_OK) and _ask(str(path)) == version:
                found[version] = str(path)
                break
    return found


def _ask(python: str) -> str:
    """Give the version that an interpreter says it is, or nothing: a shim may be dead."""
    code = "import ensurepip, sqlite3, sys, venv; print('%d.%d' % sys.version_info[:2])"
    answer = subprocess.run([python, "-c", code], capture_output=True, text=True, cwd="/")
    return answer.stdout.strip()


def prepare() -> None:
    """Make .venv complete: everything in tests/requirements.txt, checked against its hashes."""
    if not _is_supported(PYTHON):
        python = _choose()
        say(f"making .venv with {python}")
        subprocess.run([python, "-m", "venv", "--clear", str(VENV)], check=True)
    install = [PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    install_once(VENV, LOCK, [str(part) for part in install])


def _is_supported(python: Path) -> bool:
    """Tell whether .venv is there and its Python, linked to the machine's, still runs."""
    return python.exists() and _ask(str(python)) in SUPPORTED


def _choose() -> str:
    """Give the machine's own python3 if it is a supported one, else the oldest that is."""
    if _ask(sys.executable) in SUPPORTED:
        return sys.executable
    interpreters = find_interpreters()
    if not interpreters:
        sys.exit(
            f"sharekit needs Python {', '.join(SUPPORTED)} with the modules venv and ensurepip "
            "(on Debian and Ubuntu: apt install python3-venv); none was found."
        )
    return next(iter(interpreters.values()))


def install_once(environment: Path, lock: Path, install: list[str]) -> None:
    """Install a lock into an environment, unless the very same lock is what it holds."""
    stamp = environment / "sharekit-lock"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    say(f"installing {lock.relative_to(ROOT)} into {environment.relative_to(ROOT)}")
    subprocess.run([*install, "--require-hashes", "-r", str(lock)], check=True)
    stamp.write_text(digest)
