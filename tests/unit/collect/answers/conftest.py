"""Ends the appender after each test of an answer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sharekit.collect import appender


@pytest.fixture(autouse=True)
def end_the_appender() -> Iterator[None]:
    yield
    appender.stop()
