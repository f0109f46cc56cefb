"""Gives the tests of the buttons a request and a story."""

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from tests.newspaper.models import Story


@pytest.fixture
def request_(rf: RequestFactory) -> HttpRequest:
    """Return a reader's request to news.example."""
    return rf.get("/", headers={"host": "news.example"})


@pytest.fixture
def story(db: None) -> Story:
    """Return a story that is saved."""
    return Story.objects.create(title="The bridge", slug="bridge")
