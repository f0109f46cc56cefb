"""Tells what runs on PostgreSQL alone."""

import pytest
from django.db import connection


@pytest.fixture
def skip_sqlite(db: None) -> None:
    """Skip what needs several writers at a time."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time")
