"""Makes a fresh site for each test."""

from pathlib import Path

import pytest

from tests.hosts.site import Site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Give the files of a site: the test says what is special, then fills and serves it."""
    return Site.make(tmp_path)
