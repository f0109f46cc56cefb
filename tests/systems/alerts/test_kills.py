"""A worker that is killed while it makes letters is made up for: nobody twice, nobody missed."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.support import servers
from tests.support.paths import PROJECT

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("stride", "editors"),
    [(5, 3), pytest.param(1, 20, marks=pytest.mark.thorough)],
    ids=["short", "long"],
)
def test_every_editor_has_each_letter_once_whenever_the_worker_dies(
    stride: int, editors: int
) -> None:
    programs = servers.find_postgresql() or servers.miss("PostgreSQL")
    command = [sys.executable, "-m", "tests.systems.alerts.kills", str(stride), str(editors)]
    with servers.run_postgresql(programs) as database:
        done = subprocess.run(
            command,
            cwd=PROJECT,
            env={**os.environ, "DATABASE_URL": database},
            capture_output=True,
            text=True,
        )
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert [task["faults"] for task in found.values()] == [[], []]
    # It died often, not only at the beginning.
    assert all(task["kills"] >= 30 // stride for task in found.values())
