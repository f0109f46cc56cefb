"""Ends the appender, and forgets the address, after each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import set_script_prefix
from pytest_django import Settings

from sharekit.collect import appender


@pytest.fixture(autouse=True)
def end_the_appender(transactional_db: None) -> Iterator[None]:
    yield
    appender.stop()


@pytest.fixture(autouse=True)
def forget_the_prefix() -> Iterator[None]:
    """Django's WSGIHandler leaves its thread with the SCRIPT_NAME of the last request."""
    yield
    set_script_prefix("/")


@pytest.fixture(autouse=True)
def no_middleware(settings: Settings) -> None:
    """CommonMiddleware answers some requests in its own words before the view does."""
    settings.MIDDLEWARE = []
