"""The demo from start to stop."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import IO

from demo_site.launch import environment, machine, say
from demo_site.launch.environment import PROJECT, PYTHON
from demo_site.launch.supervise import Supervisor

STORY = "stories/how-dark-social-got-its-name/"


def run() -> int:
    """Prepare, start, watch and stop; return 0, or 1 after an error message."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    say.line("The demo of sharekit: Postscript, a small magazine")
    try:
        port = machine.choose_port()
        folder = _data_folder()
        with _locked(folder):
            environment.prepare()
            return _serve(port, folder)
    except say.LaunchError as trouble:
        say.clear()
        say.line()
        say.line(str(trouble))
        return 1
    except KeyboardInterrupt:
        say.clear()
        say.line("Stopped before the demo was ready.")
        return 130


def _serve(port: int, folder: Path) -> int:
    variables = _variables(port, folder)
    _clear_broker(folder)
    with ThreadPoolExecutor() as pool:
        _migrate(variables, folder)
        # At the first start this takes as long as the processes take to be ready.
        shop = pool.submit(_manage, variables, "load_shop")
        _load_stories(variables)
        return _supervise(port, folder, variables, shop)


def _supervise(port: int, folder: Path, variables: dict[str, str], shop: Future[str]) -> int:
    supervisor = Supervisor(port=port, folder=folder, environment=variables)
    supervisor.catch_signals()
    try:
        if supervisor.start():
            say.step("Orders", shop.result().strip())
            # Letters show what was shared and ordered.
            say.step("Mails", _manage(variables, "load_letters").strip())
            _welcome(port, folder)
            supervisor.watch()
    finally:
        say.clear()
        say.line()
        say.line("Stopping ...")
        supervisor.stop()
    say.line(f"Web server, worker and beat have stopped. The data is kept in {_short(folder)}.")
    return 0


def _data_folder() -> Path:
    folder = Path(os.environ.get("DEMO_DIR") or PROJECT / ".demo").resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise say.LaunchError(f"The data folder cannot be created: {error}") from None
    return folder


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the lock of the folder, because two workers with one schedule would conflict."""
    with (folder / "lock").open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise say.LaunchError(_occupied(folder, lock)) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _occupied(folder: Path, lock: IO[str]) -> str:
    lock.seek(0)
    return (
        f"Another demo (process {lock.read() or 'unknown'}) runs on the data in {_short(folder)}.\n"
        "Stop it, or give this one data of its own: DEMO_DIR=.demo2 PORT=8001 make demo"
    )


def _variables(port: int, folder: Path) -> dict[str, str]:
    """Return the environment of every process of the demo."""
    foreign = ("PYTHONHOME", "PYTHONSAFEPATH", "GUNICORN_CMD_ARGS", "CELERY_BROKER_URL")
    variables = {name: value for name, value in os.environ.items() if name not in foreign}
    return {
        **variables,
        "DJANGO_SETTINGS_MODULE": "demo_site.settings",
        "DEMO_DIR": str(folder),
        "PORT": str(port),
        "PYTHONPATH": str(PROJECT),
        "PYTHONUNBUFFERED": "1",
    }


def _clear_broker(folder: Path) -> None:
    """Delete the messages and tables of the broker in the data folder.

    A kill -9 in the middle of a write leaves a file that Celery cannot read and that ends the
    worker at its start. Nothing is lost: messages only request a task, which beat schedules again;
    events wait in the database.
    """
    shutil.rmtree(folder / "broker", ignore_errors=True)


def _migrate(variables: dict[str, str], folder: Path) -> None:
    database = "$DATABASE_URL" if variables.get("DATABASE_URL") else _short(folder / "db.sqlite3")
    say.running("Database", database)
    applied = _manage(variables, "migrate", "--no-input", "--no-color").count("Applying ")
    say.clear()
    say.step("Database", f"{database}, {applied or 'no new'} migrations applied")


def _load_stories(variables: dict[str, str]) -> None:
    say.running("Stories", "loading")
    loaded = _manage(variables, "load_magazine").strip()
    say.clear()
    say.step("Stories", loaded)


def _manage(variables: dict[str, str], *arguments: str) -> str:
    command = [str(PYTHON), str(PROJECT / "manage.py"), *arguments]
    done = subprocess.run(
        command,
        env=variables,
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise say.LaunchError(f"manage.py {' '.join(arguments)} failed:\n{done.stdout.strip()}")
    return done.stdout


def _welcome(port: int, folder: Path) -> None:
    site = f"http://{machine.HOST}:{port}/"
    say.line()
    say.step("Magazine", site)
    say.step("A story", site + STORY)
    say.step("Shop", site + "shop/")
    say.step("Letters", f"{site}letters-sent/   the files are in {_short(folder / 'letters-sent')}")
    say.step("Admin", f"{site}admin/   user demo, password demo")
    logs = (folder / f"{name}.log" for name in ("web", "worker", "beat"))
    say.step("Logs", ", ".join(_short(log) for log in logs))
    say.line()
    say.line("Share a story, open the link in a private window, and look into the admin.")
    say.line("Press Ctrl-C to stop the demo; its data is kept.")


def _short(path: Path) -> str:
    """Return a path relative to the project, if it is inside."""
    with contextlib.suppress(ValueError):
        return str(path.relative_to(PROJECT))
    return str(path)
