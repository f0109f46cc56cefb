"""A Redis may take its time to answer."""

from __future__ import annotations

import pytest

from sharekit.collect.senders import limit


@pytest.fixture(autouse=True)
def wait_for_a_busy_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limit, "PATIENCE", 1.0)
