"""A shop that answers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sharekit import log
from sharekit.contrib.bots.public import Question
from tests.unit.contrib.bots.shop import open_shop


@pytest.fixture
def asked() -> Iterator[list[Question]]:
    """Return what the answers of the shop are asked."""
    log._kinds.clear()
    with open_shop() as questions:
        yield questions
