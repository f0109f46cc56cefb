"""The chaos itself, short."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from demo_site.launch.environment import PROJECT
from tests import servers

pytestmark = pytest.mark.slow


def test_kills_of_all_four_lose_and_double_nothing() -> None:
    if not servers.find_postgresql() or not servers.find_redis():
        servers.miss("PostgreSQL or Redis")
    sizes = {"EVENTS": "20000", "KILLS": "8", "SEED": "1"}
    environment = {**os.environ, **sizes, "PYTHONPATH": str(PROJECT)}
    command = [sys.executable, "-m", "tests.chaos"]
    done = subprocess.run(
        command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    text = done.stdout.decode()

    assert text.splitlines()[-1] == "0 lost, 0 doubled", text
    assert done.returncode == 0, text
