"""Creates .venv and installs a lock file, that of the demo or that of the tests.

python3 -m demo_site.launch.environment tests/requirements.txt

The project itself is not installed: the processes start next to manage.py, where Python finds it.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from pathlib import Path

from demo_site.launch import say
from demo_site.launch.machine import choose_python, inspect

PROJECT = Path(__file__).resolve().parents[2]
LOCK = PROJECT / "requirements.txt"
VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"


def prepare(lock: Path = LOCK) -> None:
    """Make .venv complete, or raise LaunchError; do nothing if it already is."""
    if not _works():
        _make()
    _install(lock)


def _works() -> bool:
    found = inspect(str(PYTHON)) if PYTHON.exists() else None
    return found is not None and found.fault != "too old" and _has_pip()


def _has_pip() -> bool:
    command = [str(PYTHON), "-m", "pip", "--version"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _make() -> None:
    chosen = choose_python()
    text = f".venv made with Python {chosen.version}"
    if VENV.exists():
        text += " in the place of one that did not work"
    command = [chosen.path, "-m", "venv", "--clear", str(VENV)]

    def make() -> None:
        made = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
        )
        if made.returncode:
            output = made.stdout.decode(errors="replace").strip()
            raise say.LaunchError(f"{' '.join(command)} failed:\n{output}")

    say.timed("Environment", text, make, doing="making .venv")


def _install(lock: Path) -> None:
    name = str(lock.relative_to(PROJECT))
    stamp = VENV / f"sharekit-{name.replace('/', '-')}"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == digest:
        say.step("Packages", f"as {name} wants them")
        return
    say.timed("Packages", f"installed from {name}", lambda: _run_pip(lock), doing="asking PyPI")
    stamp.write_text(digest, encoding="utf-8")


def _run_pip(lock: Path) -> None:
    names = len(re.findall(r"^[\w.-]+==", lock.read_text(encoding="utf-8"), re.MULTILINE))
    command = [str(PYTHON), "-m", "pip", "install", "--require-hashes", "-r", str(lock)]
    options = ["--no-input", "--disable-pip-version-check", "--progress-bar", "off"]
    lines = []
    seen = 0
    with subprocess.Popen(
        [*command, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as pip:
        try:
            for line in pip.stdout or ():
                lines.append(line)
                if line.startswith(("Collecting", "Requirement already")):
                    seen += 1
                    say.running("Packages", f"{seen} of about {names} from {lock.name}")
                elif line.startswith("Installing"):
                    say.running("Packages", "unpacking")
        except BaseException:
            pip.terminate()
            raise
    if pip.returncode:
        raise say.LaunchError(
            "The packages could not be installed (can this machine reach PyPI?). pip says:\n"
            + "".join(f"    {line}" for line in lines[-15:])
        )


if __name__ == "__main__":
    try:
        prepare(PROJECT / sys.argv[1])
    except say.LaunchError as trouble:
        sys.exit(str(trouble))
