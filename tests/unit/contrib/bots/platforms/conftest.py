"""A platform, its simulator in a process of its own, and a door that it calls."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from sharekit.contrib.bots.platforms import registry
from sharekit.contrib.bots.platforms.protocol import Account, Platform
from sharekit.contrib.bots.platforms.telegram.platform import connect
from tests.systems.bots.simulators.keys import GIVEN
from tests.systems.bots.simulators.running import Running, run_simulator
from tests.unit.contrib.bots.platforms.door import Door, open_door, send

WEBHOOK = "https://shop.example/bots/door/"


@pytest.fixture
def platform(request: pytest.FixtureRequest) -> Platform:
    """The platform that the class names."""
    return registry.get(request.cls.slug)


@pytest.fixture(scope="session")
def simulators(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Running]]:
    """One process for each platform, started when it is first needed."""
    with ExitStack() as stack:

        class Started(dict[str, Running]):
            def __missing__(self, slug: str) -> Running:
                folder = tmp_path_factory.mktemp(slug)
                self[slug] = stack.enter_context(run_simulator(slug, folder))
                return self[slug]

        yield Started()


@pytest.fixture
def door(platform: Platform) -> Iterator[Door]:
    """A door without an account."""
    door = Door(platform)
    with open_door(door) as url:
        door.url = url
        yield door


@pytest.fixture
def simulator(
    request: pytest.FixtureRequest, simulators: dict[str, Running], door: Door
) -> Running:
    """A simulator that has forgotten all, and calls the door."""
    slug = request.cls.slug
    simulator = simulators[slug]
    simulator.steer("forget", webhook=door.url)
    account = Account("shop", platform=slug, given=simulator.given, webhook=door.url)
    door.accounts = [account]
    if slug == "telegram":
        send(connect(account))
    return simulator


@pytest.fixture
def account(request: pytest.FixtureRequest) -> Account:
    """The account at the simulator if the test has one, otherwise the same without a server."""
    if "simulator" in request.fixturenames:
        request.getfixturevalue("simulator")
        accounts: list[Account] = request.getfixturevalue("door").accounts
        return accounts[0]
    slug = request.cls.slug
    return Account("shop", platform=slug, given=GIVEN[slug], webhook=WEBHOOK)
