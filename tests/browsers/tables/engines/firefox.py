"""Firefox, driven by Selenium and geckodriver."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final
from urllib.parse import unquote

from selenium.webdriver import Firefox
from selenium.webdriver.firefox.options import Options
from selenium.webdriver.firefox.service import Service

from tests.browsers.tables.engines.webdriver import WebDriverBrowser

Preferences = Mapping[str, str | int | bool]

APP: Final = "https://app.example/?"
"""The site to which it hands addresses of an app, as readers do with their mail site."""
PREFER: Final = """
for (const [name, value] of Object.entries(arguments[0])) {
  const kind = { boolean: "Bool", number: "Int", string: "String" }[typeof value];
  if (value === "") Services.prefs.clearUserPref(name);
  else Services.prefs[`set${kind}Pref`](name, value);
}
"""
HAND_OVER: Final = """
const apps = Cc["@mozilla.org/uriloader/external-protocol-service;1"]
  .getService(Ci.nsIExternalProtocolService);
const app = Cc["@mozilla.org/uriloader/web-handler-app;1"].createInstance(Ci.nsIWebHandlerApp);
app.name = "The app";
app.uriTemplate = arguments[0] + "%s";
const info = apps.getProtocolHandlerInfo(arguments[1]);
info.preferredApplicationHandler = app;
info.preferredAction = Ci.nsIHandlerInfo.useHelperApp;
info.alwaysAskBeforeHandling = false;
Cc["@mozilla.org/uriloader/handler-service;1"].getService(Ci.nsIHandlerService).store(info);
"""


class RunningFirefox(WebDriverBrowser):
    """A running Firefox, whose reader may change their mind about its preferences."""

    def __init__(self, driver: Firefox) -> None:
        super().__init__(driver)
        self._firefox = driver

    def prefer(self, preferences: Preferences) -> None:
        """Set preferences for the pages that are opened from now on; "" takes one back."""
        with self._firefox.context(Firefox.CONTEXT_CHROME):
            self._firefox.execute_script(PREFER, dict(preferences))

    def hand_over(self, scheme: str) -> None:
        """Let a site, for which a proxy answers, open the addresses of an app."""
        with self._firefox.context(Firefox.CONTEXT_CHROME):
            self._firefox.execute_script(HAND_OVER, APP, scheme)

    def address(self) -> str:
        """Return the address that the tab shows, or that it handed to an app."""
        address = super().address()
        return unquote(address.removeprefix(APP)) if address.startswith(APP) else address


@contextmanager
def start(
    program: str,
    driver: str,
    *,
    preferences: Preferences | None = None,
    proxy: int | None = None,
) -> Iterator[RunningFirefox]:
    """Start it with a fresh profile, without a window.

    `proxy` is the port of one that answers for all other machines.
    """
    options = Options()
    options.binary_location = program
    options.add_argument("-headless")
    # Its own settings are out of WebDriver's reach otherwise.
    options.add_argument("-remote-allow-system-access")
    # Pages may use the clipboard as after a reader's yes.
    options.set_preference("dom.events.testing.asyncClipboard", True)
    if proxy:
        options.accept_insecure_certs = True
        options.set_preference("network.proxy.type", 1)
        for kind in ("http", "ssl"):
            options.set_preference(f"network.proxy.{kind}", "127.0.0.1")
            options.set_preference(f"network.proxy.{kind}_port", proxy)
    for name, value in (preferences or {}).items():
        options.set_preference(name, value)
    with Firefox(options, Service(driver)) as firefox:
        yield RunningFirefox(firefox)
