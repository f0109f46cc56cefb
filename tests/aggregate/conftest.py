"""Lets counting be tested at noon, and skips on SQLite what needs PostgreSQL."""

import pytest
from django.db import connection

from tests.clock import noon

__all__ = ["noon"]


@pytest.fixture
def skip_sqlite(db: None) -> None:
    """Skip what needs several writers at a time."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time")
