"""The meaning of database errors."""

from __future__ import annotations

from django.db import DatabaseError, DataError, IntegrityError


def is_refusal(error: DatabaseError) -> bool:
    """Return whether a database refused the data, rather than being unreachable, busy or
    incomplete.

    An error raised by a site's own trigger in PostgreSQL has SQLSTATE P0001 (raise_exception),
    which Django reports as a programming error.
    """
    state = getattr(error.__cause__, "sqlstate", None)
    return isinstance(error, (DataError, IntegrityError)) or state == "P0001"
