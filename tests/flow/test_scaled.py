"""Tests what is different where the demo runs on servers."""

import json
from pathlib import Path

import pytest

from tests.flow.conftest import run_scaled
from tests.hosts.reader import arrive, read, share

pytestmark = pytest.mark.slow

STORY = "/stories/how-dark-social-got-its-name/"
CURSORS = """
import json
from sharekit.models import ShardCursor
print(json.dumps(dict(ShardCursor.objects.values_list("shard", "counted"))))
"""


def test_events_go_through_the_streams_and_the_worker_warns_of_a_forgetful_redis(
    tmp_path: Path,
) -> None:
    with run_scaled(tmp_path) as demo:
        page = read(demo.origin + STORY)
        arrive(page, share(page))
        demo.wait_for(STORY, views=1, shares=1, clickbacks=1)
        counted = json.loads(demo.manage("shell", "-v", "0", "-c", CURSORS))
        logs = demo.logs()

    assert counted["redis:0"] + counted["redis:1"] >= 2
    assert counted["database"] == 0
    assert "Change it to: appendonly yes" in logs
