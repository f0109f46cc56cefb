"""The browsers that press the gallery's buttons: three, each as a desktop and as a phone."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any, Final

from playwright.sync_api import Playwright

from tests import servers
from tests.browser.browsers import Browser, chromium, firefox, webkit

BROWSERS: Final = ("chromium", "firefox", "webkit")
DEVICES: Final = ("desktop", "phone")

PHONE: Final = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/150 Mobile"
# Bits of a pointer: 1 coarse, 2 fine, 4 hovers.
POINTERS: Final = ("ui.primaryPointerCapabilities", "ui.allPointerCapabilities")


def is_touched(browser: str, device: str) -> bool:
    """Tell whether the main pointer is a finger: WebKit's driver has a mouse alone."""
    return device == "phone" and browser != "webkit"


def start(
    browser: str, device: str, *, scripts: bool, playwright: Playwright, options: dict[str, Any]
) -> AbstractContextManager[Browser]:
    """Start a browser as a device; only Chromium is told to run no scripts."""
    is_phone = device == "phone"
    if browser == "chromium":
        touch = {"user_agent": PHONE, "has_touch": True, "is_mobile": True}
        return chromium.start(
            playwright,
            options,
            device={"java_script_enabled": scripts, **(touch if is_phone else {})},
        )
    if browser == "firefox":
        preferences: dict[str, str | int | bool] = dict.fromkeys(POINTERS, 1 if is_phone else 6)
        if is_phone:
            preferences["general.useragent.override"] = PHONE
        return firefox.start(
            servers.find_firefox() or servers.miss("Firefox"),
            servers.find_geckodriver() or servers.miss("Firefox's driver"),
            preferences=preferences,
        )
    return webkit.start(
        servers.find_webkit() or servers.miss("WebKitGTK"),
        servers.find_webkit_driver() or servers.miss("WebKitGTK's driver"),
        servers.find_screen() or servers.miss("Xvfb"),
        arguments=[f"--user-agent={PHONE}"] if is_phone else [],
    )
