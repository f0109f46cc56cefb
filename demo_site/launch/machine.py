"""Checks what the machine must offer: a free port and a Python."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from demo_site.launch.say import LaunchError

HOST = "127.0.0.1"
OLDEST = (3, 11)
QUESTION = """
import importlib.util, platform, sys
missing = [name for name in ("venv", "ensurepip", "sqlite3") if not importlib.util.find_spec(name)]
print(sys.version_info[0], sys.version_info[1], platform.python_version(), *missing)
"""


def choose_port() -> int:
    """Return $PORT, otherwise 8000, or raise LaunchError if nothing can listen there."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise LaunchError(f"PORT is {text!r}, which is not a valid port. Try: PORT=8001 make demo")
    port = int(text)
    try:
        with socket.socket() as listener:
            # Like the web server: a port that was closed a moment ago is free.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((HOST, port))
    except PermissionError:
        raise LaunchError(f"Port {port} needs an administrator. Try: PORT=8001 make demo") from None
    except OSError:
        raise _taken(port) from None
    # Some systems let two programs listen on one port (macOS, one of them on all addresses).
    with socket.socket() as visitor:
        if visitor.connect_ex((HOST, port)) == 0:
            raise _taken(port)
    return port


def _taken(port: int) -> LaunchError:
    free = 8001 if port == 8000 else port + 1
    return LaunchError(
        f"Port {port} is taken: another program listens on {HOST}:{port}.\n"
        f"Stop it, or choose another port: PORT={free} make demo"
    )


class Interpreter(NamedTuple):
    """A Python on this machine, and the reason why it cannot be used, if any."""

    path: str
    version: str
    fault: str


def choose_python() -> Interpreter:
    """Return the Python for .venv, or raise LaunchError that says what to install."""
    looked_at = []
    for path in _candidates():
        found = inspect(path)
        if found and not found.fault:
            return found
        if found:
            looked_at.append(found)
    raise LaunchError(_advice(looked_at))


def _candidates() -> Iterator[str]:
    named = os.environ.get("PYTHON")
    if named:
        yield shutil.which(named) or named
        return
    yield sys.executable
    for minor in (13, 12, 11):
        found = shutil.which(f"python3.{minor}")
        if found:
            yield found
    yield from map(str, sorted(Path.home().glob(".pyenv/versions/3.1[1-3].*/bin/python3")))


def inspect(path: str) -> Interpreter | None:
    """Return the properties of a Python, or nothing if it does not run: a shim may be broken."""
    try:
        answer = subprocess.run(
            [path, "-c", QUESTION], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    major, minor, version, *missing = answer.stdout.decode().split()
    fault = f"lacks {', '.join(missing)}" if missing else ""
    if (int(major), int(minor)) < OLDEST:
        fault = "too old"
    return Interpreter(path, version, fault)


def _advice(looked_at: list[Interpreter]) -> str:
    lines = ["This needs Python 3.11 or newer with venv, ensurepip and sqlite3. Found:"]
    lines += [f"    {each.path}  {each.version}, {each.fault}" for each in looked_at]
    if not looked_at:
        lines.append("    none that runs")
    lacking = next((each for each in looked_at if "lacks" in each.fault), None)
    package = f"python{lacking.version.rpartition('.')[0]}-venv" if lacking else "python3-venv"
    lines += [
        f"On Debian or Ubuntu: sudo apt-get install {package}",
        "On macOS: brew install python",
        "Another one can be named: make demo PYTHON=/path/to/python3.12",
    ]
    return "\n".join(lines)
