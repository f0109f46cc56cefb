"""Starts each browser and each site when a case first asks for it, and keeps them to the end."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from itertools import count
from typing import Any

import pytest
from playwright.sync_api import Playwright

from tests.browsers.tables.cases.case import Case
from tests.browsers.tables.engines import Browser, Start, chromium, firefox, webkit
from tests.browsers.tables.reading.reader import Reader
from tests.browsers.tables.reading.serve import make_tables, serve
from tests.support import servers

Open = Callable[[str, Case], Reader]
"""Returns a reader of a case in a browser, by its name."""


@pytest.fixture(scope="session")
def browsers(
    playwright: Playwright, browser_type_launch_args: dict[str, Any]
) -> Iterator[Callable[[str], Browser]]:
    """Return a running browser by its name."""

    def start_firefox() -> Any:
        return firefox.start(
            servers.find_firefox() or servers.miss("Firefox"),
            servers.find_geckodriver() or servers.miss("Firefox's driver"),
        )

    def start_webkit() -> Any:
        return webkit.start(
            servers.find_webkit() or servers.miss("WebKitGTK"),
            servers.find_webkit_driver() or servers.miss("WebKitGTK's driver"),
            servers.find_screen() or servers.miss("Xvfb"),
        )

    starts: dict[str, Start] = {
        "chromium": lambda: chromium.start(playwright, browser_type_launch_args),
        "firefox": start_firefox,
        "webkit": start_webkit,
    }
    running: dict[str, Browser] = {}
    with ExitStack() as stack:

        def find(name: str) -> Browser:
            if name not in running:
                running[name] = stack.enter_context(starts[name]())
            return running[name]

        yield find


@pytest.fixture(scope="session")
def sites(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[Mapping[str, object]], str]]:
    """Return the origin of the site with certain settings."""
    running: dict[str, str] = {}
    tables = tmp_path_factory.mktemp("tables")
    make_tables(tables)
    with ExitStack() as stack:

        def find(settings: Mapping[str, object]) -> str:
            name = json.dumps(settings)
            if name not in running:
                folder = tmp_path_factory.mktemp("pages")
                running[name] = stack.enter_context(serve(folder, settings, tables=tables))
            return running[name]

        yield find


@pytest.fixture(scope="session")
def runs() -> Iterator[int]:
    """Number the runs."""
    return count()


@pytest.fixture(scope="session")
def make_reader(
    runs: Iterator[int],
    browsers: Callable[[str], Browser],
    sites: Callable[[Mapping[str, object]], str],
) -> Open:
    """Return a maker of readers, each with a run of their own."""

    def make(name: str, case: Case) -> Reader:
        origin = sites(case.settings)
        return Reader(name, browsers(name), origin=origin, run=f"run-{next(runs)}")

    return make
