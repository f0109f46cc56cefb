"""Deletes the keys of readers' hashes, also from the files of the database."""

from __future__ import annotations

import logging
from datetime import date
from typing import Final

from django.db import Error, connections, router

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

    Even a vacuum frees their place without overwriting it. Return whether nothing is left to do;
    False if others used the table for too long, or the database refused, which is logged.
    """
    connection = connections[router.db_for_write(DailySalt)]
    # Inside a transaction PostgreSQL cannot do this; the next pruning tries again.
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        return connection.vendor != "postgresql"
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = %s", [PATIENCE])
            try:
                cursor.execute(f"VACUUM (FULL) {DailySalt._meta.db_table}")
            finally:
                cursor.execute("RESET lock_timeout")
    except Error as error:
        log.write_throttled(
            logging.WARNING,
            "The table of deleted keys could not be rewritten; the next pruning tries again: %s",
            str(error).partition("\n")[0],
        )
        return False
    return True
