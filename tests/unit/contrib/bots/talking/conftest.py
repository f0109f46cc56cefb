"""A site on a real port, whose platform is a simulator in a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from pytest_django import Settings

from sharekit.contrib.bots.deciding.editions import find_rules
from tests.systems.bots.simulators.running import Running, run_simulator
from tests.unit.contrib.bots.talking.world import ACCOUNT, PEOPLE, World


@pytest.fixture(scope="session")
def find_simulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Running]]:
    """Return a function that starts the simulator of a platform, once."""
    running: dict[str, Running] = {}
    with ExitStack() as stack:

        def find(platform: str) -> Running:
            if platform not in running:
                folder: Path = tmp_path_factory.mktemp(platform)
                running[platform] = stack.enter_context(run_simulator(platform, folder))
            return running[platform]

        yield find


@pytest.fixture(params=list(PEOPLE))
def platform(request: pytest.FixtureRequest) -> str:
    """Return the name of each platform."""
    name: str = request.param
    return name


@pytest.fixture
def world(
    platform: str,
    find_simulator: Callable[[str], Running],
    live_server: Any,
    transactional_db: None,
    settings: Settings,
) -> World:
    """Return a shop whose account at the platform is the simulator's."""
    simulator = find_simulator(platform)
    settings.ROOT_URLCONF = "tests.unit.contrib.bots.urls"
    settings.SHAREKIT = {
        **django_settings.SHAREKIT,
        "SITE_URL": live_server.url,
        "BOTS": {"ACCOUNTS": {ACCOUNT: {"platform": platform, **simulator.given}}},
    }
    find_rules.cache_clear()
    simulator.steer("forget", webhook=f"{live_server.url}/bots/{platform}/")
    world = World(simulator)
    world.connect()
    return world
