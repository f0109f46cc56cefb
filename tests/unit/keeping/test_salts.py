"""Deleted keys are in no file of the database."""

from __future__ import annotations

import secrets
from datetime import timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.db import connection
from django.utils import timezone

from sharekit.aggregate.sql import salts
from sharekit.buffers.database import DatabaseBuffer
from sharekit.keeping.prune import ERASED, prune
from sharekit.models import DailySalt, ShardCursor
from sharekit.status.notices import list_notices


def create_salts() -> dict[int, bytes]:
    """Create a salt for today and each of the four days before; return them by age in days."""
    today = timezone.now().date()
    created = {age: secrets.token_bytes(32) for age in range(5)}
    for age, salt in created.items():
        DailySalt.objects.create(day=today - timedelta(days=age), salt=salt)
    return created


def read_file() -> bytes:
    """Return the bytes of the table's file, or of SQLite's database and write-ahead log."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            name = connection.settings_dict["NAME"]
            return Path(name).read_bytes() + Path(f"{name}-wal").read_bytes()
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT pg_read_binary_file(pg_relation_filepath('sharekit_dailysalt'))")
        return bytes(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_deleted_keys_are_in_no_file() -> None:
    created = create_salts()
    before = read_file()
    assert [age for age, salt in created.items() if salt not in before] == []

    prune()

    after = read_file()
    kept = set(DailySalt.objects.values_list("salt", flat=True))
    assert {age for age, salt in created.items() if salt in after} == {
        age for age, salt in created.items() if salt in set(map(bytes, kept))
    }
    assert len(kept) < len(created)


@pytest.mark.django_db(transaction=True)
def test_files_in_use_are_rewritten_later(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    created = create_salts()
    monkeypatch.setattr(salts, "PATIENCE", 10)
    asked = Mock(return_value=True)
    monkeypatch.setattr(DatabaseBuffer, "erase", asked)
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT day FROM sharekit_dailysalt")
            prune()
            cursor.execute("ROLLBACK")
    finally:
        other.close()

    assert "The files of deleted keys could not be rewritten" in caplog.text
    assert ShardCursor.objects.get(shard=ERASED).position == ""
    # A table in use does not keep the buffer from erasing its files.
    assert asked.call_count == 1
    prune()
    after = read_file()
    assert {age for age, salt in created.items() if salt in after} == {0, 1}


@pytest.mark.usefixtures("skip_sqlite")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "begin",
    [
        ["BEGIN", "INSERT INTO sharekit_notice (name, at) VALUES ('other', now())"],
        ["BEGIN ISOLATION LEVEL REPEATABLE READ", "SELECT 1 FROM sharekit_notice"],
    ],
    ids=["writes", "snapshot"],
)
def test_deleted_keys_are_in_no_file_while_others_use_the_database(begin: list[str]) -> None:
    created = create_salts()
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            for statement in begin:
                cursor.execute(statement)
            prune()
            after = read_file()
            cursor.execute("ROLLBACK")
    finally:
        other.close()

    assert {age for age, salt in created.items() if salt in after} == {0, 1}
    assert ShardCursor.objects.get(shard=ERASED).position == timezone.now().date().isoformat()


@pytest.mark.usefixtures("skip_sqlite")
@pytest.mark.django_db(transaction=True)
def test_operators_learn_that_the_worker_may_not_erase(caplog: pytest.LogCaptureFixture) -> None:
    created = create_salts()
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE worker")
        cursor.execute(
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO worker"
        )
        cursor.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO worker")
        try:
            cursor.execute("SET ROLE worker")
            prune()
            cursor.execute("RESET ROLE")
            assert "permission denied" in caplog.text
            assert "still hold deleted keys" in " ".join(each.sentence for each in list_notices())

            cursor.execute("GRANT TRUNCATE ON sharekit_dailysalt TO worker")
            cursor.execute("SET ROLE worker")
            prune()
        finally:
            cursor.execute("RESET ROLE")
            cursor.execute("DROP OWNED BY worker")
            cursor.execute("DROP ROLE worker")

    assert list_notices() == []
    after = read_file()
    assert {age for age, salt in created.items() if salt in after} == {0, 1}


@pytest.mark.usefixtures("skip_sqlite")
@pytest.mark.django_db
def test_the_table_is_rewritten_inside_a_transaction_too() -> None:
    create_salts()

    assert salts.rewrite_salts()

    assert DailySalt.objects.count() == 5
