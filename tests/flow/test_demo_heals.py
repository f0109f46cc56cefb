"""The launcher of `make demo` keeps the counting going, whatever a crash leaves or kills."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import shutil
import signal
import sqlite3
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.request import urlopen

import pytest

from demo_site.launch.environment import PROJECT
from sharekit import tokens
from tests import servers
from tests.flow.demo import Demo
from tests.waiting import wait

pytestmark = pytest.mark.slow

STORY = "/stories/the-length-of-the-earth/"
UP = "Ctrl-C stops the demo"
STOPS_WITHIN = 60  # seconds; a quiet machine takes 2
# Without pip: .venv has been made for the tests and holds all that the demo needs.
LAUNCH = """
import sys
from demo_site.launch import environment, run
environment.prepare = lambda: None
sys.exit(run.run())
"""
LEFTOVERS = {
    # dbm.dumb died between its two files: the entry that the one names is not in the other.
    "beat-schedule.dir": "'entries', (0, 500)\n",
    "beat-schedule.dat": "",
    # The folder that is the broker: opened for a write that never came.
    "broker/control/celery.exchange": "",
    "broker/queue/1_left.celery.msg": "",
    # The process that held it is gone.
    "lock": "1",
}


class Launcher:
    """The launcher as a process that writes to a log."""

    def __init__(self, demo: Demo) -> None:
        self.demo = demo
        self._log = demo.folder / "launcher.log"
        self._process: servers.Process | None = None

    @property
    def printed(self) -> str:
        """What was printed since the last start."""
        return self._log.read_text()

    def start(self) -> None:
        """Start the demo and wait until it says that it is up."""
        self._log.unlink(missing_ok=True)
        self._process = servers.start(
            [sys.executable, "-c", LAUNCH],
            log=self._log,
            folder=PROJECT,
            environment={
                **os.environ,
                "DEMO_DIR": str(self.demo.folder),
                "PORT": str(self.demo.port),
                "PYTHONPATH": str(PROJECT),
            },
        )
        process = self._process
        code, printed = wait(
            lambda: (process.poll(), self.printed),
            lambda seen: seen[0] is not None or UP in seen[1],
            within=3 * servers.READY_WITHIN,
        )
        assert code is None, printed

    def find_process(self, name: str) -> int:
        """Return the id of the newest process that the launcher has named."""
        return int(re.findall(rf"^ *{name}\b.* \(process (\d+)", self.printed, re.MULTILINE)[-1])

    def stop(self) -> int:
        """Stop the demo as Ctrl-C does and return its exit code."""
        assert self._process
        self._process.send_signal(signal.SIGINT)
        return self._process.wait(STOPS_WITHIN)

    def kill_all(self) -> None:
        """Kill every process with -9, as a power cut would."""
        if self._process is None or self._process.poll() is not None:
            return
        self._process.send_signal(signal.SIGSTOP)  # else it starts again what dies
        for name in re.findall(r"^ *(Web server|Worker|Beat)\b", self.printed, re.MULTILINE):
            try:
                os.killpg(self.find_process(name), signal.SIGKILL)
            except ProcessLookupError:
                continue
        servers.kill(self._process)


@pytest.fixture(scope="module")
def launcher(magazine: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launcher]:
    """Run the demo in a folder that holds what crashes leave."""
    folder = tmp_path_factory.mktemp("crashed")
    shutil.copytree(magazine, folder, dirs_exist_ok=True)
    for name, text in LEFTOVERS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    launcher = Launcher(Demo(folder))
    try:
        launcher.start()
        yield launcher
        assert launcher.stop() == 0, launcher.printed
        assert "Web server, worker and beat have stopped." in launcher.printed
    finally:
        launcher.kill_all()


def share(demo: Demo) -> None:
    """Share the story, as the button in the page does."""
    page = urlopen(demo.origin + STORY).read().decode()
    key = unescape(re.findall('data-sharekit="([^"]+)"', page)[0])
    event = {"kind": "share", "channel": "whatsapp", "token": tokens.mint("w")}
    connection = http.client.HTTPConnection("127.0.0.1", demo.port, timeout=15)
    body = json.dumps({"article": key, "events": [event]})
    connection.request("POST", "/sharekit/events/", body)
    assert connection.getresponse().status == http.HTTPStatus.NO_CONTENT
    connection.close()


def count_shares(demo: Demo) -> int:
    """Return how many shares are counted; the report would start a process for each look."""
    with contextlib.closing(sqlite3.connect(demo.folder / "db.sqlite3")) as database:
        [[shares]] = database.execute("SELECT coalesce(sum(shares), 0) FROM sharekit_sharerollup")
    return int(shares)


def share_until_counted(demo: Demo) -> None:
    """Share once and wait until that is counted."""
    expected = count_shares(demo) + 1
    share(demo)
    seen = wait(lambda: count_shares(demo), lambda shares: shares >= expected)
    assert seen == expected


def test_what_a_crash_leaves_never_stops_the_counting(launcher: Launcher) -> None:
    share_until_counted(launcher.demo)
    share_until_counted(launcher.demo)  # what beat rings for at its start is over: it ticks


def test_a_beat_that_dies_is_started_again(launcher: Launcher) -> None:
    dead = launcher.find_process("Beat")

    os.kill(dead, signal.SIGKILL)

    wait(lambda: launcher.printed, lambda printed: "Beat was started again" in printed)
    assert "Beat died: killed by signal 9." in launcher.printed
    assert launcher.find_process("Beat") != dead
    share_until_counted(launcher.demo)


def test_a_demo_that_was_killed_whole_starts_and_counts_again(launcher: Launcher) -> None:
    shares = count_shares(launcher.demo)
    share(launcher.demo)

    launcher.kill_all()
    launcher.start()

    assert count_shares(launcher.demo) == shares + 1
    share_until_counted(launcher.demo)
