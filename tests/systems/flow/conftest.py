"""Starts the demo for the tests that go the whole way."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support import servers
from tests.systems.flow.demo import Demo


@pytest.fixture(scope="session")
def magazine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the data folder of a demo that holds its articles and has never been read."""
    folder = tmp_path_factory.mktemp("magazine")
    demo = Demo(folder)
    demo.manage("migrate", "--verbosity", "0")
    demo.manage("load_magazine")
    demo.manage("load_shop")
    demo.manage("load_letters")
    return folder


@pytest.fixture(scope="session")
def shared_demo(magazine: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Run one demo for all tests; those that read figures share no article."""
    folder = tmp_path_factory.mktemp("shared")
    shutil.copytree(magazine, folder, dirs_exist_ok=True)
    with _run(Demo(folder)) as demo:
        yield demo


@pytest.fixture(scope="session")
def scaled_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Run one demo on PostgreSQL, Redis Streams and Redis as the broker for all tests."""
    programs = servers.find_postgresql() or servers.miss("PostgreSQL")
    program = servers.find_redis() or servers.miss("Redis")
    with servers.run_postgresql(programs) as database, servers.run_redis(program) as redis:
        variables = {"DATABASE_URL": database, "REDIS_URL": redis}
        with _run(Demo(tmp_path_factory.mktemp("scaled"), variables=variables)) as demo:
            yield demo


@pytest.fixture(params=["shared_demo", "scaled_demo"], ids=["embedded", "scaled"])
def either_demo(request: pytest.FixtureRequest) -> Demo:
    """Return the demo in each of its two modes."""
    demo: Demo = request.getfixturevalue(request.param)
    return demo


@pytest.fixture(
    params=["shared_demo", pytest.param("scaled_demo", marks=pytest.mark.thorough)],
    ids=["embedded", "scaled"],
)
def any_demo(request: pytest.FixtureRequest) -> Demo:
    """Return the demo in one mode, where the other serves the same bytes to the browser."""
    demo: Demo = request.getfixturevalue(request.param)
    return demo


@pytest.fixture
def demo(magazine: Path, tmp_path: Path) -> Iterator[Demo]:
    """Run the demo on a fresh copy of its data."""
    shutil.copytree(magazine, tmp_path, dirs_exist_ok=True)
    with _run(Demo(tmp_path)) as demo:
        yield demo


@contextmanager
def _run(demo: Demo) -> Iterator[Demo]:
    try:
        demo.start()
        yield demo
    finally:
        demo.kill_all()
