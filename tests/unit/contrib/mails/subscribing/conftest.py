"""A site with two topics."""

from __future__ import annotations

import pytest
from django.utils import timezone
from pytest_django import Settings

from tests.unit.contrib.mails.subscribing.making import SITE, Clock


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.unit.contrib.mails.urls"
    settings.SHAREKIT = SITE


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Stop the clock, which a test moves on."""
    clock = Clock()
    monkeypatch.setattr(timezone, "now", clock.now)
    return clock
