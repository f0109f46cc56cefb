"""Starts sites whose faults are tried one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.chaos.site import Site, make_folder

MakeSite = Callable[..., Site]


@pytest.fixture
def make_site(request: pytest.FixtureRequest) -> Iterator[MakeSite]:
    """Give what makes and starts a site; its logs stay when the test fails."""
    failed = request.session.testsfailed
    sites: list[Site] = []
    with make_folder() as folder:

        def make(**options: Any) -> Site:
            sites.append(Site(folder.path, **options))
            sites[0].start_all()
            return sites[0]

        try:
            yield make
        finally:
            for site in sites:
                site.kill_all()
        folder.stays = request.session.testsfailed > failed
