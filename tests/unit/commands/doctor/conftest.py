"""A worker, and buffers that fail; no test leaves a trace of the doctor."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connections
from pytest_django import Settings

from sharekit.aggregate.drain import drain
from sharekit.collect import appender
from sharekit.models import DailySalt, ShardCursor
from tests.support.newspaper.models import Story


def count_rows() -> dict[str, int]:
    """Return the number of rows of each table, except cursors and the salts of days."""
    tables = {*apps.get_app_config("sharekit").get_models()} - {ShardCursor, DailySalt}
    return {model.__name__: model._default_manager.count() for model in tables}


@pytest.fixture(autouse=True)
def _no_trace_is_left() -> Iterator[None]:
    before = count_rows()
    yield
    assert count_rows() == before


@pytest.fixture
def worker() -> Iterator[None]:
    """Count in another thread, as a worker does."""
    stop = threading.Event()

    def work() -> None:
        while not stop.wait(0.1):
            drain()
        connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    yield
    stop.set()
    thread.join()


@pytest.fixture
def use_buffer(settings: Settings) -> Iterator[None]:
    """Let the appender's thread begin anew, with the buffer that the test chooses."""
    appender.stop()
    yield
    appender.stop()


@pytest.fixture
def page(settings: Settings) -> str:
    """Return the path of a page with a bar."""
    settings.ALLOWED_HOSTS = ["localhost", "web"]
    Story.objects.create(slug="swifts", title="Swifts")
    return "/stories/swifts/"
