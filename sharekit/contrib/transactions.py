"""Writes that belong to the transaction of the site's own code.

Not an app: conversions, promotions and mails import it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db import connections, models, router, transaction

Result = TypeVar("Result")


def write_with_site(model: type[models.Model], write: Callable[[], Result]) -> Result | None:
    """Write rows of a model in the caller's transaction, and return the result.

    If that transaction is on another database than sharekit's tables, write after its commit and
    return None: what was written is then lost if the process ends in between. An error there is
    logged, because the site's own transaction is over.
    """
    own = router.db_for_write(model)
    for connection in connections.all(initialized_only=True):
        if connection.alias != own and connection.in_atomic_block:
            # No partial: Django logs an error with the name of the function.
            transaction.on_commit(
                lambda: write_with_site(model, write), using=connection.alias, robust=True
            )
            return None
    return write()
