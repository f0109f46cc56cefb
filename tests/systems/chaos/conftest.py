"""Starts the site whose faults are tried one by one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.systems.chaos.site.processes import Site, make_folder


@pytest.fixture(scope="session")
def site(request: pytest.FixtureRequest) -> Iterator[Site]:
    """Return one site for all tests; each sets it up as it needs it, and takes its faults back.

    Its logs stay when a test fails.
    """
    failed = request.session.testsfailed
    with make_folder() as folder:
        site = Site(folder.path)
        try:
            site.start_all()
            yield site
        finally:
            site.kill_all()
        folder.stays = request.session.testsfailed > failed
