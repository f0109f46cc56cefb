"""What is built once for all tests that install the package."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.systems import packaging
from tests.systems.stranger import Stranger, install


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return packaging.build(tmp_path_factory.mktemp("package")).wheel


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Path:
    """Return the folder of an environment in which the wheel is installed."""
    folder = tmp_path_factory.mktemp("environment") / ".venv"
    install(wheel, folder)
    return folder


@pytest.fixture
def stranger(tmp_path: Path, environment: Path) -> Stranger:
    """Return a developer who has installed the package, and has an empty folder."""
    return Stranger(tmp_path, environment)
