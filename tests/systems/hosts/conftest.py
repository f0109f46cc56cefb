"""Makes a fresh site for each test, and fills its tables once for all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.systems.hosts.host_site import Site
from tests.systems.hosts.wagtail.wagtail_site import Desk, serve_wagtail


@pytest.fixture(scope="session", autouse=True)
def go_through_the_appender() -> None:
    """Let events take the short path where a site's tests run: each is rolled back with them."""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Return the files of a site, which the test changes, fills and serves."""
    return Site.make(tmp_path)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site with tables and two stories, for those that have the same models."""
    site = Site.make(tmp_path_factory.mktemp("filled"))
    site.fill()
    return site


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Serve a Wagtail site whose articles travel, with an editor logged in."""
    with serve_wagtail(tmp_path_factory.mktemp("wagtail")) as desk:
        yield desk
