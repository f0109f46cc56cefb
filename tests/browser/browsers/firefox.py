"""Firefox, driven by Selenium and geckodriver."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from selenium.webdriver import Firefox
from selenium.webdriver.firefox.options import Options
from selenium.webdriver.firefox.service import Service

from tests.browser.browsers.webdriver import WebDriverBrowser


@contextmanager
def start(
    program: str, driver: str, *, preferences: Mapping[str, str | int | bool] | None = None
) -> Iterator[WebDriverBrowser]:
    """Start it with a fresh profile, without a window."""
    options = Options()
    options.binary_location = program
    options.add_argument("-headless")
    # Pages may use the clipboard as after a reader's yes.
    options.set_preference("dom.events.testing.asyncClipboard", True)
    for name, value in (preferences or {}).items():
        options.set_preference(name, value)
    with Firefox(options, Service(driver)) as firefox:
        yield WebDriverBrowser(firefox)
