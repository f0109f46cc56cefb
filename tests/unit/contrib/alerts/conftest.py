"""A site whose editors get letters, on a clock that a test moves."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from pytest_django import Settings

from tests.unit.contrib.alerts.making import MONDAY, Clock


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.TIME_ZONE = "Europe/Berlin"
    settings.SHAREKIT = {
        **settings.SHAREKIT,
        "SITE_URL": "https://news.example",
        "MAILS": {"FROM": "The News <desk@news.example>"},
    }
    cache.clear()


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Stop the clock on a Monday morning."""
    return Clock(monkeypatch, MONDAY)
