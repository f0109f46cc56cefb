"""Serves each theme's site once for all tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache

import pytest

from tests.systems.hosts.admins.admin_sites import Desk, serve


@pytest.fixture(scope="session")
def serve_theme(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Desk]]:
    """Return a function that serves the site with a theme, until all tests are over."""
    with ExitStack() as sites:
        yield cache(lambda name: sites.enter_context(serve(tmp_path_factory.mktemp(name), name)))
