"""The browsers that press the gallery's buttons: three, each as a desktop and as a phone."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any, Final

from playwright.sync_api import Browser as Launched
from playwright.sync_api import Playwright

from tests.browsers.tables.engines import Browser, chromium, firefox, webkit
from tests.browsers.tables.engines.firefox import Preferences, RunningFirefox
from tests.support import servers

BROWSERS: Final = ("chromium", "firefox", "webkit")
DEVICES: Final = ("desktop", "phone")

PHONE: Final = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/150 Mobile"
# Bits of a pointer: 1 coarse, 2 fine, 4 hovers.
POINTERS: Final = ("ui.primaryPointerCapabilities", "ui.allPointerCapabilities")


def is_touched(browser: str, device: str) -> bool:
    """Return whether the main pointer is a finger: WebKit's driver has only a mouse."""
    return device == "phone" and browser != "webkit"


class Devices:
    """Starts browsers when they are first asked for.

    Chromium and Firefox are started once: the one has many profiles, the other changes its mind.
    WebKit gets its device at its start.
    """

    def __init__(
        self, stack: ExitStack, playwright: Playwright, options: dict[str, Any], proxy: int
    ) -> None:
        self._stack = stack
        self._playwright = playwright
        self._options = options
        self._proxy = proxy
        self._running: dict[tuple[str, ...], Browser] = {}
        self._chromium: Launched | None = None
        self._firefox: RunningFirefox | None = None

    def find(self, name: str, device: str, *, scripts: bool) -> Browser:
        """Return a browser as a device, with JavaScript or with it turned off."""
        key = (name, device, "with" if scripts else "without")
        starts: dict[str, Callable[..., Browser]] = {
            "chromium": self._start_chromium,
            "firefox": self._turn_firefox,
            "webkit": self._start_webkit,
        }
        if key not in self._running:
            # The one Firefox no longer emulates another device.
            if name == "firefox":
                self._running = {
                    each: self._running[each] for each in self._running if each[0] != name
                }
            self._running[key] = starts[name](is_phone=device == "phone", scripts=scripts)
        return self._running[key]

    def _start_chromium(self, *, is_phone: bool, scripts: bool) -> Browser:
        touch = {"user_agent": PHONE, "has_touch": True, "is_mobile": True}
        device = {"java_script_enabled": scripts, **(touch if is_phone else {})}
        if self._chromium is None:
            self._chromium = self._stack.enter_context(
                chromium.launch(self._playwright, self._options)
            )
        return chromium.open_profile(self._chromium, device=device, proxy=self._proxy)

    def _turn_firefox(self, *, is_phone: bool, scripts: bool) -> Browser:
        if self._firefox is None:
            self._firefox = self._stack.enter_context(
                firefox.start(
                    servers.find_firefox() or servers.miss("Firefox"),
                    servers.find_geckodriver() or servers.miss("Firefox's driver"),
                    preferences={"security.external_protocol_requires_permission": False},
                    proxy=self._proxy,
                )
            )
            self._firefox.hand_over("mailto")
        preferences: Preferences = {
            "javascript.enabled": scripts,
            "general.useragent.override": PHONE if is_phone else "",
            **dict.fromkeys(POINTERS, 1 if is_phone else 6),
        }
        self._firefox.prefer(preferences)
        self._firefox.open("about:blank")
        return self._firefox

    def _start_webkit(self, *, is_phone: bool, scripts: bool) -> Browser:
        arguments = [f"--user-agent={PHONE}"] if is_phone else []
        arguments += [] if scripts else ["--enable-javascript=false"]
        return self._stack.enter_context(
            webkit.start(
                servers.find_webkit() or servers.miss("WebKitGTK"),
                servers.find_webkit_driver() or servers.miss("WebKitGTK's driver"),
                servers.find_screen() or servers.miss("Xvfb"),
                arguments=arguments,
                proxy=self._proxy,
            )
        )
