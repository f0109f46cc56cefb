"""A drain when something is wrong, and the signals that it sends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from sharekit import models, signals
from sharekit.aggregate.clock import get_hour
from sharekit.aggregate.drain import drain
from sharekit.aggregate.fold import fold
from sharekit.buffers.database import DatabaseBuffer
from sharekit.keeping.prune import prune
from tests.support.traffic import BRIDGE, HOUR, NOON, SWIFTS, stamped
from tests.unit.aggregate.test_counts import read_rollups

pytestmark = pytest.mark.django_db(transaction=True)

GUILTY = "w" + "6" * 10


@contextmanager
def database_that_refuses(token: str, how: str) -> Iterator[None]:
    """Make the database itself refuse a visit, as a constraint of the site's own would."""
    table = models.Clickback._meta.db_table
    if connection.vendor == "sqlite":
        make = (
            f"CREATE TRIGGER refuse BEFORE INSERT ON {table} WHEN NEW.token = '{token}' "
            "BEGIN SELECT RAISE(ABORT, 'refused by the site'); END"
        )
        drop = "DROP TRIGGER refuse"
    elif how == "trigger":
        make = (
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$BEGIN IF NEW.token = '{token}' THEN RAISE EXCEPTION 'refused by the site'; "
            "END IF; RETURN NEW; END$$; CREATE TRIGGER refuse BEFORE INSERT ON "
            f"{table} FOR EACH ROW EXECUTE FUNCTION refuse()"
        )
        drop = f"DROP TRIGGER refuse ON {table}; DROP FUNCTION refuse"
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


@pytest.mark.parametrize("how", ["trigger", "constraint"])
def test_an_event_that_breaks_the_write_is_set_aside_and_the_rest_is_counted(
    how: str, caplog: pytest.LogCaptureFixture
) -> None:
    good = [stamped(kind="share", mark="w" + digit * 10) for digit in "12345789"]
    guilty = stamped(mark=GUILTY, name="x1111111111", source="shared", reader="f00dfeed")
    with database_that_refuses(GUILTY, how):
        DatabaseBuffer().append([*good[:3], guilty, *good[3:]])
        assert drain() == 9

    # Nothing of the guilty visit is half written: no link, no count.
    assert read_rollups() == {
        ("/swifts/", "whatsapp", "shares"): 8,
        ("/swifts/", "whatsapp", "marked"): 8,
    }
    assert models.ShareLink.objects.count() == 8
    (rejected,) = models.RejectedEvent.objects.all()
    assert "refuse" in rejected.error
    assert GUILTY.encode() in bytes(rejected.payload)
    assert b"f00dfeed" not in bytes(rejected.payload)
    assert "f00dfeed" not in rejected.error + caplog.text
    assert not models.BufferedEvent.objects.exists()


def test_an_event_that_makes_no_sense_blocks_nobody() -> None:
    DatabaseBuffer().append([stamped(kind="share", mark=""), stamped()])
    DatabaseBuffer().append([stamped(at=10**18), stamped()])
    drain()

    assert read_rollups()["/swifts/", "", "views"] == 2
    assert models.RejectedEvent.objects.count() == 1
    assert not models.BufferedEvent.objects.exists()


@pytest.mark.parametrize("is_readable", [True, False])
def test_many_bad_events_are_one_line_of_the_log_and_a_row_each(
    is_readable: bool, caplog: pytest.LogCaptureFixture
) -> None:
    bad = stamped(at=10**18 if is_readable else "soon")
    for _ in range(5):
        DatabaseBuffer().append([bad] * 5)
    drain()

    assert caplog.text.count("was set aside") == 1
    assert models.RejectedEvent.objects.count() == 25


def test_a_fault_of_the_database_itself_rejects_nothing_and_loses_nothing() -> None:
    DatabaseBuffer().append([stamped(mark="w1111111111", name="x1111111111", source="shared")] * 2)
    with connection.schema_editor() as editor:
        editor.delete_model(models.Clickback)
    try:
        with pytest.raises(DatabaseError, match="sharekit_clickback"):
            drain()
    finally:
        with connection.schema_editor() as editor:
            editor.create_model(models.Clickback)

    assert DatabaseBuffer().status().waiting == 2
    assert not models.RejectedEvent.objects.exists()
    assert not models.ShareLink.objects.exists()
    assert drain() == 2


def test_a_drain_ends_although_more_comes_in(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.SHAREKIT = {"DRAIN_LIMIT": 1}
    monkeypatch.setattr("sharekit.aggregate.drain.MOST_SECONDS", -1)
    for _ in range(2):
        DatabaseBuffer().append([stamped()])

    assert [drain(), drain(), drain()] == [1, 1, 0]


def test_the_site_gets_signals_after_the_counts_are_committed() -> None:
    received: list[tuple[type, list[int], bool]] = []

    def listen(sender: type, ids: list[int], **kwargs: Any) -> None:
        received.append((sender, ids, connection.in_atomic_block))

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
            drain()
    finally:
        for signal in (signals.share_counted, signals.clickback_counted):
            signal.disconnect(fail)
            signal.disconnect(listen)

    link, clickback = models.ShareLink.objects.get(), models.Clickback.objects.get()
    assert received == [
        (models.ShareLink, [link.pk], False),
        (models.Clickback, [clickback.pk], False),
    ]


def test_an_article_follows_its_last_title_and_address() -> None:
    renamed = SWIFTS.__class__(SWIFTS.identity, "https://news.example/new/", "Swifts, again")
    DatabaseBuffer().append([stamped(), stamped(article=BRIDGE), stamped(article=renamed)])
    drain()

    assert set(models.Article.objects.values_list("identity", "url", "title")) == {
        ("/swifts/", "https://news.example/new/", "Swifts, again"),
        (BRIDGE.identity, BRIDGE.address, BRIDGE.title),
    }


def test_an_article_that_did_not_change_is_not_written() -> None:
    DatabaseBuffer().append([stamped(), stamped(article=BRIDGE)])
    drain()
    renamed = SWIFTS.__class__(SWIFTS.identity, SWIFTS.address, 'Swifts, "again" \\ and again')
    with CaptureQueriesContext(connection) as queries:
        DatabaseBuffer().append([stamped(article=renamed), stamped(article=BRIDGE)])
        drain()

    (write,) = (each["sql"] for each in queries if "INSERT INTO sharekit_article (" in each["sql"])
    assert BRIDGE.identity not in write
    assert models.Article.objects.get(identity=SWIFTS.identity).title == renamed.title


def test_a_visit_of_a_known_link_does_not_lock_it() -> None:
    DatabaseBuffer().append([stamped(kind="share", mark="w1111111111")])
    drain()
    with CaptureQueriesContext(connection) as queries:
        DatabaseBuffer().append([stamped(mark="w1111111111", name="x1111111111", source="shared")])
        drain()

    assert not [each for each in queries if "INSERT INTO sharekit_sharelink" in each["sql"]]
    assert read_rollups()["/swifts/", "whatsapp", "clickbacks"] == 1


def test_a_token_of_a_channel_we_do_not_know_still_counts() -> None:
    DatabaseBuffer().append([stamped(mark="Z1111111111", name="x1111111111", source="shared")])
    drain()

    assert read_rollups()["/swifts/", "unknown", "clickbacks"] == 1


@pytest.mark.parametrize("use_tz", [True, False])
def test_hours_are_on_the_sites_clock(settings: Settings, use_tz: bool) -> None:
    settings.USE_TZ = use_tz
    settings.TIME_ZONE = "Asia/Kathmandu"
    # Whatever zone another task left active in this worker.
    timezone.activate("Pacific/Auckland")
    half_past_ten_in_utc = 1_790_000_000_000 // 86_400_000 * 86_400_000 + 37_800_000
    visit = stamped(
        at=half_past_ten_in_utc, mark="w1111111111", name="x1111111111", source="shared"
    )
    DatabaseBuffer().append([visit])
    drain()
    DatabaseBuffer().append([stamped(at=half_past_ten_in_utc, kind="share", mark="w1111111111")])
    drain()

    row = models.ShareRollup.objects.get()
    timezone.deactivate()
    assert (row.hour, row.shares, row.clickbacks, row.inferred) == (16, 1, 1, 0)


def test_a_visit_is_in_the_hour_of_its_first_stored_entry() -> None:
    visit = {"mark": "w1111111111", "source": "shared", "reader": "alice"}
    first = stamped(name="z1111111111", at=NOON, **visit)
    second = stamped(name="a1111111111", at=NOON + HOUR, **visit)
    DatabaseBuffer().append([first, second])
    drain()

    assert models.ShareRollup.objects.get(clickbacks=1).hour == get_hour(NOON)[1]
    assert read_rollups()["/swifts/", "shared", "entries"] == 2


def test_a_statement_has_no_more_parameters_than_the_oldest_database_takes() -> None:
    parameters = []

    def look(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        parameters.append(len(params or ()))
        return execute(sql, params, many, context)

    tokens = [f"w{number:010}".replace("0", "z") for number in range(1, 1001)]
    shares = [stamped(kind="share", mark=token) for token in tokens]
    visits = [
        stamped(mark=token, name=f"x{token[1:]}", source="shared", reader="alice")
        for token in tokens
    ]
    with connection.execute_wrapper(look):
        for events in (visits, shares, visits):
            DatabaseBuffer().append(events)
            drain()

    assert max(parameters) <= (connection.features.max_query_params or 65_535)
    assert models.ShareLink.objects.filter(generation=0, state=2).count() == 1000


class LaggingReplica:
    """A router whose replica must not be asked: it lags behind, and here it does not exist."""

    def db_for_read(self, model: type, **hints: Any) -> str:
        return "replica"

    def db_for_write(self, model: type, **hints: Any) -> str:
        return "default"


def test_counting_never_reads_from_a_replica(settings: Settings) -> None:
    settings.DATABASE_ROUTERS = [f"{__name__}.LaggingReplica"]
    visit = stamped(mark="w1111111111", name="x1111111111", source="shared")
    for event in (visit, stamped(kind="share", mark="w1111111111"), visit):
        DatabaseBuffer().append([event])
        drain()
    fold()
    prune()

    assert read_rollups()["/swifts/", "whatsapp", "shares"] == 1
    assert ("/swifts/", "whatsapp", "inferred") not in read_rollups()
