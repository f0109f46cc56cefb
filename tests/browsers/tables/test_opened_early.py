"""Tests pages that Chromium opens in advance, without a driver: Playwright's forbids it to."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from tests.browsers.tables.cases.case import Seen
from tests.browsers.tables.test_arriving import describe_view
from tests.conftest import CHROMIUM_ARGUMENTS
from tests.support import servers
from tests.support.waiting import WITHIN, poll, wait

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@contextmanager
def look_at(address: str, folder: Path) -> Iterator[None]:
    """Let a Chromium without a driver show a page while the block lasts."""
    program = servers.find_chromium() or servers.miss("Chromium")
    options = ["--headless=new", "--remote-debugging-port=0", f"--user-data-dir={folder}/profile"]
    command = [program, *CHROMIUM_ARGUMENTS, *options, address]
    chromium = servers.start(command, log=folder / "chromium.log", folder=folder)
    try:
        yield
    finally:
        servers.kill(chromium)


def ask(address: str) -> list[Any]:
    with urlopen(address) as answer:
        reported: list[Any] = json.load(answer)
        return reported


@pytest.mark.parametrize(
    ("search", "views"), [("", 0), ("?onward", 1)], ids=["never shown", "shown later"]
)
def test_a_page_that_was_opened_early_is_read_when_it_is_shown(
    sites: Callable[[Mapping[str, object]], str],
    runs: Iterator[int],
    tmp_path: Path,
    search: str,
    views: int,
) -> None:
    origin, run = sites({}), f"early-{next(runs)}"

    def read_views() -> list[Seen]:
        events = [describe_view(event) for event in ask(f"{origin}/received/{run}/")]
        return [view for view in events if view]

    with look_at(f"{origin}/{run}/waiting/{search}", tmp_path):
        wait(lambda: ask(f"{origin}/early/{run}/"), within=servers.READY_WITHIN)
        found = poll(
            read_views,
            lambda found: bool(views) and len(found) == views,
            # What a page reports leaves within a second: where none is wanted, five prove it.
            within=WITHIN if views else 5,
        )

    assert found == [Seen(is_entry=False)] * views
