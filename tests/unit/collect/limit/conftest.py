"""Limits that nothing was counted against."""

from __future__ import annotations

import pytest

from sharekit.collect.senders import limit


@pytest.fixture(autouse=True)
def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    limit._get_counter.cache_clear()
    monkeypatch.setattr(limit, "_avoided_until", 0.0)
    # Longer than a busy machine takes to answer at all.
    monkeypatch.setattr(limit, "PATIENCE", 1.0)
