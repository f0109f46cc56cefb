"""Tests the demo on servers: the same site on PostgreSQL, with Redis as the broker."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import servers
from tests.flow.demo import Demo
from tests.hosts.reader import arrive, read, share

pytestmark = pytest.mark.slow

STORY = "/stories/how-dark-social-got-its-name/"


@pytest.fixture
def postgresql() -> Iterator[str]:
    """Give the address of a PostgreSQL of the test's own."""
    programs = servers.find_postgresql() or servers.miss("PostgreSQL")
    with servers.run_postgresql(programs) as url:
        yield url


@pytest.fixture
def redis() -> Iterator[str]:
    """Give the address of a Redis of the test's own."""
    with servers.run_redis(servers.find_redis() or servers.miss("Redis")) as url:
        yield url


def test_the_demo_counts_on_postgresql_with_redis_as_the_broker(
    postgresql: str, redis: str, tmp_path: Path
) -> None:
    demo = Demo(tmp_path, variables={"DATABASE_URL": postgresql, "REDIS_URL": redis})
    demo.manage("migrate", "--verbosity", "0")
    demo.manage("load_magazine")
    demo.start_web()
    demo.start_worker()
    try:
        page = read(demo.origin + STORY)
        arrive(page, share(page))
        figures = demo.wait_for(STORY, lambda article: article.get("clickbacks") == 1)
    finally:
        demo.kill_worker()
        demo.kill_web()

    assert (figures["shares"], figures["clickbacks"]) == (1, 1)
