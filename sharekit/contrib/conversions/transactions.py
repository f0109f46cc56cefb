"""Writes that belong to the transaction of the site's own code."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db import connections, router, transaction

from sharekit.contrib.conversions.models import Conversion

Result = TypeVar("Result")


def write_with_site(write: Callable[[], Result]) -> Result | None:
    """Write in the caller's transaction, and return the result.

    If that transaction is on another database than sharekit's tables, write after its commit and
    return None: what was written is then lost if the process ends in between. An error there is
    logged, because the site's own transaction is over.
    """
    own = router.db_for_write(Conversion)
    for connection in connections.all(initialized_only=True):
        if connection.alias != own and connection.in_atomic_block:
            # No partial: Django 5.2 logs the name of what failed, which a partial does not have.
            def again() -> None:
                write_with_site(write)

            transaction.on_commit(again, using=connection.alias, robust=True)
            return None
    return write()
