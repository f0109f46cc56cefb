"""Deletes the keys of readers' hashes, also from the files of the database."""

from __future__ import annotations

import logging
from datetime import date
from typing import Final

from django.db import Error, OperationalError, connections, router, transaction

from sharekit import log
from sharekit.models import DailySalt

PATIENCE: Final = 2000
"""Milliseconds that the rewriting waits for others; meanwhile, they wait behind it."""


def delete_salts(until: date) -> int:
    """Delete the salts up to a day, and return how many there were."""
    connection = connections[router.db_for_write(DailySalt)]
    if connection.vendor == "sqlite":
        # Some builds leave deleted rows in free pages.
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
    return DailySalt.objects.filter(day__lte=until).delete()[0]


def rewrite_salts() -> bool:
    """Let no file of the database hold deleted salts; return whether that is so.

    False if others used the table or the write-ahead log for too long, or the database refused,
    which is logged.
    """
    alias = router.db_for_write(DailySalt)
    rewrite = _empty_log if connections[alias].vendor == "sqlite" else _rewrite_table
    try:
        rewrite(alias)
    except Error as error:
        log.write_throttled(
            logging.WARNING,
            "The files of deleted keys could not be rewritten; the next pruning tries again: %s",
            str(error).partition("\n")[0],
        )
        return False
    return True


def _rewrite_table(alias: str) -> None:
    """Give PostgreSQL's table a new file, because deleted rows stay in the old one.

    TRUNCATE begins an empty file, while a vacuum copies the deleted rows that another transaction
    might still read.
    """
    table = DailySalt._meta.db_table
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}ms'")
        cursor.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        kept = list(DailySalt.objects.all())
        cursor.execute(f"TRUNCATE {table}")
        DailySalt.objects.bulk_create(kept)


def _empty_log(alias: str) -> None:
    """Empty SQLite's write-ahead log: what lay beyond its usual length would stay in the file."""
    with connections[alias].cursor() as cursor:
        [usual] = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        try:
            is_busy, *_pages = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")
    if is_busy:
        raise OperationalError("another process reads the write-ahead log")
