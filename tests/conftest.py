"""Sets up what every test shares: the search for counterexamples, and a real Chromium."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

from sharekit.collect import appender
from tests import servers

# pytest-playwright keeps an event loop in the main thread, where Django would refuse the ORM.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

# How long an example takes depends on the machine; a law that holds slowly still holds.
settings.register_profile("sharekit", deadline=None)
settings.load_profile("sharekit")

pytest.register_assert_rewrite("tests.buffers.contract")

# Chromium asks Google for updates at every start, and runs as root only without its sandbox.
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """End the appender's thread, with its connection, before the test database is removed."""
    yield
    appender.stop()


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """Give the address of a Redis of the tests' own; its users choose prefixes of their own."""
    with servers.run_redis(servers.find_redis() or servers.miss("Redis")) as url:
        yield url


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Launch the machine's Chromium, else the one that Playwright downloaded."""
    chromium = servers.find_chromium()
    if chromium is None:
        servers.miss("Chromium")
    return {**browser_type_launch_args, "executable_path": chromium, "args": CHROMIUM_ARGUMENTS}
