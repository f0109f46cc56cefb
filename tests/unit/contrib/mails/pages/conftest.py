"""A site with two topics and their pages."""

from __future__ import annotations

import pytest

from sharekit.contrib.mails.pages import subscribing
from tests.unit.contrib.mails.subscribing.conftest import clock, site

__all__ = ["clock", "site"]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer forms at once."""
    monkeypatch.setattr(subscribing, "EVEN", 0.0)
