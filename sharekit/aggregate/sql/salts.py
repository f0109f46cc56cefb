"""Deletes the keys of readers' hashes, also from the files of the database."""

from __future__ import annotations

import logging
from datetime import date
from typing import Final

from django.db import Error, connections, router, transaction

from sharekit import log
from sharekit.models import DailySalt

PATIENCE: Final = "2s"
"""For how long the rewriting waits for others who use the table; meanwhile, they wait behind it."""


def delete_salts(until: date) -> int:
    """Delete the salts up to a day, and return how many there were."""
    connection = connections[router.db_for_write(DailySalt)]
    if connection.vendor == "sqlite":
        # Some builds leave deleted rows in free pages.
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
    return DailySalt.objects.filter(day__lte=until).delete()[0]


def rewrite_salts() -> bool:
    """Give the table of salts a new file, because PostgreSQL keeps deleted rows in the old one.

    TRUNCATE begins an empty file, while a vacuum copies the deleted rows that another transaction
    might still read. Return whether no file holds deleted keys; False if others used the table for
    too long, or the database refused, which is logged.
    """
    alias = router.db_for_write(DailySalt)
    if connections[alias].vendor != "postgresql":
        return True
    table = DailySalt._meta.db_table
    try:
        with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
            cursor.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
            kept = list(DailySalt.objects.all())
            cursor.execute(f"TRUNCATE {table}")
            DailySalt.objects.bulk_create(kept)
    except Error as error:
        log.write_throttled(
            logging.WARNING,
            "The table of deleted keys could not be rewritten; the next pruning tries again: %s",
            str(error).partition("\n")[0],
        )
        return False
    return True
