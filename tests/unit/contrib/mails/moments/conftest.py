"""A shop that announces moments, and a clock that only moves when a test says so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import timezone
from pytest_django import Settings

from sharekit.contrib.mails.moments import seen
from tests.support.mailing.world import FIRST_SPRING_MONDAY, Clock, declare_moments


@pytest.fixture(autouse=True)
def shop(settings: Settings) -> Iterator[None]:
    """Declare the moments of a shop."""
    settings.SHAREKIT = {**settings.SHAREKIT, "SITE_URL": "https://shop.example:8000"}
    seen.forget()
    with declare_moments():
        yield


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Clock:
    """Stop the clock, on a Monday morning."""
    settings.TIME_ZONE = "UTC"
    clock = Clock(FIRST_SPRING_MONDAY)
    monkeypatch.setattr(timezone, "now", clock.now)
    return clock
