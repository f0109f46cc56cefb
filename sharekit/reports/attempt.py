"""Reads figures for pages that are not sharekit's own, which must work if the figures do not."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Final, TypeVar

from django.db import OperationalError, ProgrammingError, connections, router, transaction
from django.utils.translation import gettext_lazy as _

from sharekit.log import write_throttled
from sharekit.models import Article

UNREAD: Final = _(
    "The figures of sharekit cannot be read now: run “python manage.py migrate”, and check that "
    "the database answers."
)
"""What to show instead of figures."""

_Found = TypeVar("_Found")
_Other = TypeVar("_Other")


def attempt(read: Callable[[], _Found], otherwise: _Other) -> _Found | _Other:
    """Return what `read` returns, or `otherwise` if a table is missing or the database is away.

    The log then has the error.
    """
    try:
        with _protect_transaction():
            return read()
    except (OperationalError, ProgrammingError) as error:
        write_throttled(logging.ERROR, "The figures cannot be read.", error=error)
        return otherwise


def _protect_transaction() -> AbstractContextManager[None]:
    """Return a savepoint if the request is a transaction, which an error would end."""
    alias = router.db_for_write(Article)
    return transaction.atomic(alias) if connections[alias].in_atomic_block else nullcontext()
