"""What tests of several rooms share: a request, a story, and what SQLite cannot do."""

import pytest
from django.db import connection
from django.http import HttpRequest
from django.test import RequestFactory

from tests.support.newspaper.models import Story


@pytest.fixture
def request_(rf: RequestFactory) -> HttpRequest:
    """Return a reader's request to news.example."""
    return rf.get("/", headers={"host": "news.example"})


@pytest.fixture
def story(db: None) -> Story:
    """Return a story that is saved."""
    return Story.objects.create(title="The bridge", slug="bridge")


@pytest.fixture
def skip_sqlite(db: None) -> None:
    """Skip what needs several writers at a time."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time")
