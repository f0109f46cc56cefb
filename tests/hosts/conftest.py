"""Makes a fresh site for each test."""

import shutil
from pathlib import Path

import pytest

from tests.hosts.site import TEMPLATE, Site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Give the files of a site: the test says what is special, then fills and serves it."""
    shutil.copytree(TEMPLATE, tmp_path, dirs_exist_ok=True)
    return Site(tmp_path)
