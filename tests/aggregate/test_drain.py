"""What a drain does when something is wrong, and what it tells the site."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import pytest
from django.db import DatabaseError, connection
from pytest_django import Settings

from sharekit import aggregate, events, models, signals, tasks
from sharekit.buffers.database import DatabaseBuffer
from tests.aggregate.test_counts import read_rollups
from tests.traffic import BRIDGE, SWIFTS, stamped

pytestmark = pytest.mark.django_db(transaction=True)

GUILTY = "w" + "6" * 10


@contextmanager
def database_that_refuses(token: str) -> Iterator[None]:
    """Make the database itself refuse a link, as a constraint of the site's own would."""
    table = models.ShareLink._meta.db_table
    if connection.vendor == "sqlite":
        make = (
            f"CREATE TRIGGER refuse BEFORE INSERT ON {table} WHEN NEW.token = '{token}' "
            "BEGIN SELECT RAISE(ABORT, 'refused by the site'); END"
        )
        drop = "DROP TRIGGER refuse"
    else:
        make = f"ALTER TABLE {table} ADD CONSTRAINT refuse CHECK (token <> '{token}')"
        drop = f"ALTER TABLE {table} DROP CONSTRAINT refuse"
    with connection.cursor() as cursor:
        cursor.execute(make)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(drop)


def test_an_event_that_breaks_the_write_is_set_aside_and_the_rest_is_counted() -> None:
    good = [stamped(kind="share", mark="w" + digit * 10) for digit in "12345789"]
    guilty = stamped(kind="share", mark=GUILTY, reader="of nobody's business")
    with database_that_refuses(GUILTY):
        DatabaseBuffer().append([*good[:3], guilty, *good[3:]])
        assert aggregate.drain() == 9

    assert read_rollups()["/swifts/", "whatsapp", "shares"] == 8
    (rejected,) = models.RejectedEvent.objects.all()
    assert rejected.error and "refuse" in rejected.error
    (kept,) = events.decode(bytes(rejected.payload))
    assert (kept.mark, kept.reader) == (GUILTY, "")
    assert not models.BufferedEvent.objects.exists()


def test_a_fault_of_the_database_itself_rejects_nothing_and_loses_nothing() -> None:
    DatabaseBuffer().append([stamped(mark="w1111111111", name="x1111111111", source="shared")] * 2)
    with connection.schema_editor() as editor:
        editor.delete_model(models.Clickback)
    try:
        with pytest.raises(DatabaseError, match="sharekit_clickback"):
            aggregate.drain()
    finally:
        with connection.schema_editor() as editor:
            editor.create_model(models.Clickback)

    assert DatabaseBuffer().status().waiting == 2
    assert not models.RejectedEvent.objects.exists()
    assert not models.ShareLink.objects.exists()
    assert aggregate.drain() == 2


def test_a_drain_ends_although_more_comes_in(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.SHAREKIT = {"DRAIN_LIMIT": 1}
    monkeypatch.setattr(import_module("sharekit.aggregate.drain"), "MOST_BATCHES", 3)
    for _ in range(5):
        DatabaseBuffer().append([stamped()])

    assert [aggregate.drain(), aggregate.drain(), aggregate.drain()] == [3, 2, 0]


def test_the_task_is_a_doorbell_that_may_ring_twice() -> None:
    DatabaseBuffer().append([stamped()])
    tasks.drain()
    tasks.drain()
    tasks.fold()
    tasks.prune()

    assert read_rollups() == {("/swifts/", "", "views"): 1}


def test_the_site_hears_of_what_was_counted_after_it_is_committed() -> None:
    heard: list[tuple[type, list[int], bool]] = []

    def listen(sender: type, ids: list[int], **kwargs: Any) -> None:
        heard.append((sender, ids, connection.in_atomic_block))

    def fail(**kwargs: Any) -> None:
        raise ZeroDivisionError

    share = stamped(kind="share", mark="w1111111111")
    visit = stamped(mark="w1111111111", name="x1111111111", source="shared")
    for signal in (signals.share_counted, signals.clickback_counted):
        signal.connect(fail)
        signal.connect(listen)
    try:
        for _ in range(2):
            DatabaseBuffer().append([share, visit])
            aggregate.drain()
    finally:
        for signal in (signals.share_counted, signals.clickback_counted):
            signal.disconnect(fail)
            signal.disconnect(listen)

    link, clickback = models.ShareLink.objects.get(), models.Clickback.objects.get()
    assert heard == [
        (models.ShareLink, [link.pk], False),
        (models.Clickback, [clickback.pk], False),
    ]


def test_an_article_follows_its_last_title_and_address() -> None:
    renamed = SWIFTS.__class__(SWIFTS.identity, "https://www.news.example/swifts/", "Swifts, again")
    DatabaseBuffer().append([stamped(), stamped(article=BRIDGE), stamped(article=renamed)])
    aggregate.drain()

    assert set(models.Article.objects.values_list("identity", "url", "title")) == {
        ("/swifts/", "https://www.news.example/swifts/", "Swifts, again"),
        (BRIDGE.identity, BRIDGE.address, BRIDGE.title),
    }


def test_a_token_of_a_channel_we_do_not_know_still_counts() -> None:
    DatabaseBuffer().append([stamped(mark="Z1111111111", name="x1111111111", source="shared")])
    aggregate.drain()

    assert read_rollups()["/swifts/", "unknown", "clickbacks"] == 1


@pytest.mark.parametrize("use_tz", [True, False])
def test_hours_are_on_the_sites_clock(settings: Settings, use_tz: bool) -> None:
    settings.USE_TZ = use_tz
    settings.TIME_ZONE = "Asia/Kathmandu"
    half_past_ten_in_utc = 1_790_000_000_000 // 86_400_000 * 86_400_000 + 37_800_000
    visit = stamped(
        at=half_past_ten_in_utc, mark="w1111111111", name="x1111111111", source="shared"
    )
    DatabaseBuffer().append([visit])
    aggregate.drain()
    DatabaseBuffer().append([stamped(at=half_past_ten_in_utc, kind="share", mark="w1111111111")])
    aggregate.drain()

    row = models.ShareRollup.objects.get()
    assert (row.hour, row.shares, row.clickbacks, row.inferred) == (16, 1, 1, 0)
