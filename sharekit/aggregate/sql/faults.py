"""What a database's errors mean."""

from __future__ import annotations

from django.db import DatabaseError, DataError, IntegrityError


def is_refusal(error: DatabaseError) -> bool:
    """Tell whether a database refused the data, rather than being away, busy or incomplete.

    What a trigger of the site's own raises in PostgreSQL has SQLSTATE P0001 (raise_exception),
    which Django takes for a programming error.
    """
    state = getattr(error.__cause__, "sqlstate", None)
    return isinstance(error, (DataError, IntegrityError)) or state == "P0001"
