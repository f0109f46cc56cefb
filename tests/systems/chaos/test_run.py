"""The chaos itself: short in `make test`, and as long as one would let it run by hand."""

from __future__ import annotations

import faulthandler
import os
import subprocess
import sys

import pytest

from tests.support import servers
from tests.support.paths import PROJECT

pytestmark = pytest.mark.slow

# Each of the four once.
SHORT = {"EVENTS": "4000", "KILLS": "4", "SEED": "1"}
LONG = {"EVENTS": "100000", "KILLS": "20", "SEED": "1"}


@pytest.mark.parametrize(
    "sizes", [SHORT, pytest.param(LONG, marks=pytest.mark.thorough)], ids=["short", "long"]
)
def test_kills_of_all_four_lose_and_double_nothing(sizes: dict[str, str]) -> None:
    if not servers.find_postgresql() or not servers.find_redis():
        servers.miss("PostgreSQL or Redis")
    # It prints its progress, and gives up by itself: a long run is not a test that hangs.
    faulthandler.cancel_dump_traceback_later()
    environment = {**os.environ, **sizes, "PYTHONPATH": str(PROJECT)}
    command = [sys.executable, "-m", "tests.systems.chaos"]
    done = subprocess.run(
        command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    text = done.stdout.decode()

    assert text.splitlines()[-1] == "0 lost, 0 doubled", text
    assert done.returncode == 0, text
