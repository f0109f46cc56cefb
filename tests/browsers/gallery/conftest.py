"""Runs one demo for all of the gallery's tests, and the browsers of the tables."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browsers.tables.conftest import browsers
from tests.systems.flow.demo import Demo

__all__ = ["browsers"]


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the demo; give the address of its gallery. Its worker does not run: nothing counts."""
    demo = Demo(tmp_path_factory.mktemp("gallery"))
    demo.manage("migrate", "--verbosity", "0")
    try:
        demo.start_web()
        yield f"{demo.origin}/buttons/"
    finally:
        demo.kill_web()
    assert "Traceback" not in demo.logs()
