"""Starts the demo for the tests that go the whole way."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests import servers
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


@pytest.fixture(scope="module", params=["embedded", "scaled"])
def either_demo(
    request: pytest.FixtureRequest, magazine: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Demo]:
    """Run one demo for a module's tests, in each of the two modes."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "embedded":
        yield from _run(magazine, folder)
    else:
        with run_scaled(folder) as demo:
            yield demo


@contextmanager
def run_scaled(folder: Path) -> Iterator[Demo]:
    """Run the demo on PostgreSQL, Redis Streams and Redis as the broker, all real."""
    programs = servers.find_postgresql() or servers.miss("PostgreSQL")
    program = servers.find_redis() or servers.miss("Redis")
    with servers.run_postgresql(programs) as database, servers.run_redis(program) as redis:
        demo = Demo(folder, variables={"DATABASE_URL": database, "REDIS_URL": redis})
        demo.manage("migrate", "--verbosity", "0")
        demo.manage("load_magazine")
        yield from _start(demo)


@pytest.fixture
def demo(magazine: Path, tmp_path: Path) -> Iterator[Demo]:
    """Run the demo, web server and worker, on a fresh copy of its data."""
    yield from _run(magazine, tmp_path)


def _run(magazine: Path, folder: Path) -> Iterator[Demo]:
    shutil.copytree(magazine, folder, dirs_exist_ok=True)
    yield from _start(Demo(folder))


def _start(demo: Demo) -> Iterator[Demo]:
    try:
        demo.start_web()
        demo.start_worker()
        yield demo
    finally:
        demo.kill_worker()
        demo.kill_web()
