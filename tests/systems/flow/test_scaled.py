"""Tests how the demo differs when it runs on servers."""

import json

import pytest

from tests.systems.flow.demo import Demo
from tests.systems.hosts.host_reader import arrive, read, share

pytestmark = pytest.mark.slow

STORY = "/stories/the-button-that-opens-nothing/"
CURSORS = """
import json
from sharekit.models import ShardCursor
print(json.dumps(dict(ShardCursor.objects.values_list("shard", "counted"))))
"""


def test_events_go_through_the_streams_and_the_worker_warns_of_a_forgetful_redis(
    scaled_demo: Demo,
) -> None:
    page = read(scaled_demo.origin + STORY)
    arrive(page, share(page))
    scaled_demo.wait_for(STORY, views=1, shares=1, clickbacks=1)
    counted = json.loads(scaled_demo.manage("shell", "-v", "0", "-c", CURSORS))

    assert counted["redis:0"] + counted["redis:1"] >= 2
    assert counted["database"] == 0
    assert "Change it to: appendonly yes" in scaled_demo.logs()
