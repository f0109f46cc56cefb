"""Makes an environment for each tested pair of Python and Django that this machine can run."""

import re
import subprocess
from pathlib import Path

from demo_site.launch.environment import PROJECT, PYTHON
from tests.run.environment import LOCK, find_interpreters, install_once, say

PAIRS = (("3.11", "5.2"), ("3.12", "6.1"), ("3.13", "6.1"))
"""Every supported Python, every Django, and each Django with the oldest Python that runs it: what a
newer Python or Django takes away shows in one pair as in all. The newest comes with the newest.
"""
ENVIRONMENTS = PROJECT / ".venvs"


def name_of(pair: tuple[str, str]) -> str:
    """Give the words for a pair: Python 3.12, Django 6.1."""
    return f"Python {pair[0]}, Django {pair[1]}"


def find_own() -> tuple[str, str]:
    """Give the pair that .venv holds, which runs the whole suite."""
    code = "import sys, django; print('%d.%d' % sys.version_info[:2], '%d.%d' % django.VERSION[:2])"
    answer = subprocess.run([PYTHON, "-c", code], capture_output=True, text=True, check=True)
    python, django = answer.stdout.split()
    return python, django


def find_others() -> dict[tuple[str, str], str]:
    """Give the interpreter of every other pair; say which pairs this machine cannot run."""
    interpreters = find_interpreters()
    others = [pair for pair in PAIRS if pair != find_own()]
    missing = [name_of(pair) for pair in others if pair[0] not in interpreters]
    if missing:
        say(f"not tested, for want of the interpreter: {'; '.join(missing)}")
    return {pair: interpreters[pair[0]] for pair in others if pair[0] in interpreters}


def prepare(pair: tuple[str, str], interpreter: str) -> Path:
    """Make the environment of a pair, the lock with its Django in it; give its python."""
    environment = ENVIRONMENTS / f"{pair[0]}-django-{pair[1]}"
    python = environment / "bin" / "python"
    uv = [str(PYTHON), "-m", "uv"]
    if not python.exists():
        make = [*uv, "venv", "--quiet", "--clear", "--python", interpreter, str(environment)]
        subprocess.run(make, check=True)
    lock = environment / "requirements.txt"
    lock.write_text(_choose_django(LOCK.read_text(), pair[1]))
    install_once(environment, lock, [*uv, "pip", "install", "--quiet", "--python", str(python)])
    return python


def _choose_django(lock: str, version: str) -> str:
    """Keep, of the lock's entries for Django, the one of this version, on every Python."""
    entries = re.findall(r"^\S+==(?:.|\n(?= ))*\n", lock, re.MULTILINE)
    others = [entry for entry in entries if not entry.startswith("django==")]
    own = [entry for entry in entries if entry.startswith(f"django=={version}.")]
    return "".join(others) + re.sub(r" ; python_full_version [^\\]+", " ", own[0])
