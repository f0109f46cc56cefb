"""Sets up what every test shares: the search for counterexamples, and a real Chromium."""

import gc
import os
import signal
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import expect

from sharekit.collect import appender
from tests.support import caches, servers
from tests.support.waiting import WITHIN

# A shell starts background processes that ignore Ctrl-C; tests that send it would hang.
signal.signal(signal.SIGINT, signal.default_int_handler)

# What is collected stays: looking for garbage in it took a quarter of the time of collecting.
gc.disable()

# pytest-playwright keeps an event loop in the main thread, where Django would refuse the ORM.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

# How long an example takes depends on the machine; a law that holds slowly still holds.
any_speed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
# The same examples in every run: `make test` must fail only because of a change.
settings.register_profile("sharekit", any_speed, max_examples=25, derandomize=True)
# New examples in every run: `make test-all` looks for new counterexamples.
settings.register_profile("thorough", any_speed, max_examples=500, derandomize=False)
settings.load_profile("sharekit")

# Playwright's own 5 seconds are short where two browsers start at once.
expect.set_options(timeout=WITHIN * 1000)

pytest.register_assert_rewrite(
    "tests.unit.buffers.contract",
    "tests.unit.contrib.bots.contract",
    "tests.unit.contrib.bots.incoming",
    "tests.unit.contrib.bots.optional",
)

# Since 150 or so Chromium draws its own window with pages, some processes for each new one: half of
# the time that a test's fresh profile takes. No test needs that window.
WINDOW = [
    "InitialWebUI",
    "PreloadTopChromeWebUI",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxPopup",
    "WebUIToolbarProcessOverheadExperiment",
]
# A process that waits for a page that a short test never opens: a sixth of the time of a new tab.
SPARE = ["SpareRendererForSitePerProcess"]
# The list replaces Playwright's (chromiumSwitches.ts): the features that it turns off must be here,
# too.
OFF_IN_PLAYWRIGHT = [
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
]
# Chromium asks Google for updates at every start, and runs as root only without its sandbox.
CHROMIUM_ARGUMENTS = [
    servers.CHROMIUM_AGENT,
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    f"--disable-features={','.join(WINDOW + SPARE + OFF_IN_PLAYWRIGHT)}",
]


# By which a test comes to the database, all of pytest-django's.
DATABASE = {"db", "transactional_db", "live_server"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test that uses the database: `-m database` leaves out all others."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if item.get_closest_marker("django_db") or DATABASE.intersection(fixtures):
            item.add_marker("database")


def pytest_collection_finish() -> None:
    """Keep Django and thousands of tests out of each search for garbage: it took 8 % of the CPU."""
    gc.freeze()
    gc.enable()


@pytest.fixture(autouse=True)
def empty_caches() -> None:
    """Let each test begin as in a new process: no limit is used up, no log line was written."""
    caches.empty()


@pytest.fixture(scope="session", autouse=True)
def go_through_the_appender() -> Iterator[None]:
    """Let events take the path of readers' events, not the short one of a site's tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(appender, "is_tested", lambda: False)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """End the appender's thread, with its connection, before the test database is removed."""
    yield
    appender.stop()


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """Return the address of a Redis for the tests; each test chooses its own prefix."""
    with servers.run_redis(servers.find_redis() or servers.miss("Redis")) as url:
        yield url


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Launch the machine's Chromium, else the one that Playwright downloaded."""
    chromium = servers.find_chromium()
    if chromium is None:
        servers.miss("Chromium")
    return {**browser_type_launch_args, "executable_path": chromium, "args": CHROMIUM_ARGUMENTS}
