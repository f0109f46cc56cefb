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
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.request import urlopen

import pytest

from sharekit import tokens
from tests.support.waiting import wait
from tests.systems.flow.demo import Demo

pytestmark = pytest.mark.slow

STORY = "/stories/the-length-of-the-earth/"
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


@pytest.fixture(scope="module")
def crashed_demo(magazine: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Run the demo in a folder that holds what crashes leave."""
    folder = tmp_path_factory.mktemp("crashed")
    shutil.copytree(magazine, folder, dirs_exist_ok=True)
    for name, text in LEFTOVERS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    demo = Demo(folder)
    try:
        demo.start()
        yield demo
        demo.stop()
    finally:
        demo.kill_all()


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


def test_what_a_crash_leaves_never_stops_the_counting(crashed_demo: Demo) -> None:
    share_until_counted(crashed_demo)
    share_until_counted(crashed_demo)  # what beat rings for at its start is over: it ticks


def test_a_beat_that_dies_is_started_again(crashed_demo: Demo) -> None:
    dead = crashed_demo.find_process("Beat")

    os.kill(dead, signal.SIGKILL)

    wait(lambda: crashed_demo.printed, lambda printed: "Beat was started again" in printed)
    assert "Beat died: killed by signal 9." in crashed_demo.printed
    assert crashed_demo.find_process("Beat") != dead
    share_until_counted(crashed_demo)


def test_a_demo_that_was_killed_whole_starts_and_counts_again(crashed_demo: Demo) -> None:
    shares = count_shares(crashed_demo)
    share(crashed_demo)

    crashed_demo.kill_all()
    crashed_demo.start()

    assert count_shares(crashed_demo) == shares + 1
    share_until_counted(crashed_demo)
