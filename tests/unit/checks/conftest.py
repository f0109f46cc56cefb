"""Settings of a site under development."""

from __future__ import annotations

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def developing(settings: Settings) -> None:
    """Let most tests leave SITE_URL out."""
    settings.DEBUG = True
