"""Starts the demo for the tests that go the whole way."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flow.demo import Demo


@pytest.fixture(scope="session")
def magazine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the data folder of a demo that holds its articles and has never been read."""
    folder = tmp_path_factory.mktemp("magazine")
    demo = Demo(folder)
    demo.manage("migrate", "--verbosity", "0")
    demo.manage("load_magazine")
    return folder


@pytest.fixture(scope="module")
def shared_demo(magazine: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Run one demo for a module's tests, where those that read figures share no article."""
    folder = tmp_path_factory.mktemp("shared")
    yield from _run(magazine, folder)


@pytest.fixture
def demo(magazine: Path, tmp_path: Path) -> Iterator[Demo]:
    """Run the demo, web server and worker, on a fresh copy of its data."""
    yield from _run(magazine, tmp_path)


def _run(magazine: Path, folder: Path) -> Iterator[Demo]:
    shutil.copytree(magazine, folder, dirs_exist_ok=True)
    demo = Demo(folder)
    try:
        demo.start_web()
        demo.start_worker()
        yield demo
    finally:
        demo.kill_worker()
        demo.kill_web()
