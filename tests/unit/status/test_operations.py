"""How counting goes is shown in total and by shard, in a table of 80 columns and as JSON."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta

import pytest
from django.utils import timezone, translation
from pytest_django import Settings

from sharekit.aggregate.drain import drain
from sharekit.models import BufferedEvent
from sharekit.status import operations
from sharekit.status.operations import get_operations, render_operations, render_operations_json
from tests.support.clock import CLOCK, stop_clock
from tests.support.traffic import post, share

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def remote(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Use a buffer on a server, whose overflow is the database, and stop the clock."""
    post(share())
    stop_clock(monkeypatch, timezone.now())
    settings.SHAREKIT = {"BUFFER": "tests.support.buffers.RemoteBuffer"}


def test_what_waits_before_the_first_drain_is_reported_with_its_lag() -> None:
    post(share(), share())
    stored = timezone.now() - timedelta(hours=1)
    BufferedEvent.objects.update(at=stored)

    found = get_operations()

    assert not found.healthy
    assert (found.waiting, found.overflow, found.last_drain, found.rate) == (2, 0, None, 0)
    assert 3600 <= found.lag_seconds <= (timezone.now() - stored).total_seconds()
    (shard,) = found.shards
    assert (shard.shard, shard.waiting, shard.counted) == ("database", 2, 0)
    assert shard.lag_seconds == found.lag_seconds


def test_what_was_counted_is_reported_with_its_rate_and_time() -> None:
    before = timezone.now()
    post(share(), share(), share())
    drain()

    found = get_operations()

    assert found.healthy
    assert (found.waiting, found.lag_seconds) == (0, 0)
    assert found.last_drain and before <= found.last_drain <= timezone.now()
    # A rate is averaged over the last minute.
    assert 0 < found.rate <= 3 / 60
    assert found.shards[0].counted == 3


def test_what_comes_out_of_the_future_does_not_lag() -> None:
    post(share())
    BufferedEvent.objects.update(at=timezone.now() + timedelta(minutes=1))

    assert get_operations().lag_seconds == 0


@pytest.mark.usefixtures("remote")
def test_what_waits_in_the_database_beside_a_server_is_overflow() -> None:
    found = get_operations()

    assert (found.waiting, found.overflow) == (3001, 1)
    assert [shard.shard for shard in found.shards] == ["remote:0", "remote:1", "database"]


@pytest.mark.usefixtures("remote")
def test_the_table_fits_a_terminal_and_ends_with_the_advice() -> None:
    first, empty, *lines = render_operations(get_operations()).splitlines()

    assert re.search(CLOCK, first)
    assert (empty, lines[0].split()) == ("", ["Waiting", "3,001"])
    assert [line.split() for line in lines[1:6]] == [
        ["Lag", "50", "s"],
        ["Last", "drain", "0", "s", "ago"],
        ["Counted", "per", "second", "1,234.6"],
        ["In", "overflow", "1"],
        ["Rejected", "0"],
    ]
    assert lines[7].split() == [
        *("Shard", "Waiting", "Lag", "Drained", "Per", "sec.", "Counted", "Cursor")
    ]
    assert lines[8].split() == [
        *("remote:0", "3,000", "50", "s", "0", "s", "1,234.6", "10,000,000", "1790000000000-7")
    ]
    assert lines[9].split() == ["remote:1", "0", "0", "s", "never", "0.0", "0"]
    assert lines[-2:] == ["The server forgets all it holds when it stops.", "    appendonly yes"]
    assert max(map(len, lines)) <= 80


@pytest.mark.usefixtures("remote")
def test_numbers_are_written_in_the_readers_language() -> None:
    with translation.override("de"):
        table = render_operations(get_operations())

    assert "1.234,6" in table and "10.000.000" in table


@pytest.mark.usefixtures("remote")
def test_the_json_holds_all_that_the_table_does() -> None:
    found = get_operations()

    reported = json.loads(render_operations_json(found))

    assert list(reported) == [
        *("healthy", "sentence", "step", "counted_up_to", "waiting", "lag_seconds"),
        *("last_drain", "rate", "overflow", "rejected", "overdue", "faults", "advice", "hints"),
        "shards",
    ]
    assert (reported["healthy"], reported["step"], reported["faults"]) == (True, "", [])
    assert datetime.fromisoformat(reported["last_drain"]) == found.last_drain
    assert reported["advice"] == [
        {"sentence": "The server forgets all it holds when it stops.", "step": "appendonly yes"}
    ]
    first, second, _ = reported["shards"]
    assert list(first) == [
        *("shard", "waiting", "lag_seconds", "last_drain", "rate", "counted", "position")
    ]
    assert second["last_drain"] is None


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0 s"), (59, "59 s"), (60, "1 min"), (7200, "2 h"), (5 * 86_400, "5 d")],
)
def test_durations_are_written_in_their_largest_unit(seconds: float, text: str) -> None:
    assert operations._format_age(seconds) == text


def test_times_without_a_zone_are_the_sites(settings: Settings) -> None:
    settings.USE_TZ = False
    settings.TIME_ZONE = "Europe/Berlin"
    post(share())
    drain()
    post(share())

    found = get_operations()

    assert found.last_drain and found.last_drain.utcoffset() is not None
    # An hour or two if it were taken for UTC.
    assert found.lag_seconds < 1800
    table = render_operations(found)
    assert " ago" in table and " h ago" not in table
