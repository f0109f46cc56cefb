"""What the browsers that Selenium drives have in common: WebDriver."""

from __future__ import annotations

from typing import Any

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.actions.mouse_button import MouseButton
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver

from tests.browsers.tables.engines import Button
from tests.support.waiting import wait

WITHIN = 30  # seconds; a first page takes 10 on a busy machine
BUTTONS = {"left": MouseButton.LEFT, "middle": MouseButton.MIDDLE, "right": MouseButton.RIGHT}
KEYS = {"Enter": Keys.ENTER, "Tab": Keys.TAB, "Escape": Keys.ESCAPE}


class WebDriverBrowser:
    """A running browser that speaks WebDriver."""

    def __init__(self, driver: WebDriver) -> None:
        driver.set_page_load_timeout(WITHIN)
        driver.set_script_timeout(WITHIN)
        self._driver = driver

    def open(self, address: str) -> None:
        """Open an address as if it were typed; return when the page has loaded."""
        self._driver.get(address)

    def run(self, script: str, *arguments: object) -> Any:
        """Run the body of a function in the page; give what it returns."""
        return self._driver.execute_script(script, *arguments)

    def press(self, key: str, *, control: bool = False) -> None:
        """Press a key."""
        chain = ActionChains(self._driver, duration=0)
        if control:
            chain.key_down(Keys.CONTROL)
        chain.key_down(KEYS.get(key, key)).key_up(KEYS.get(key, key))
        if control:
            chain.key_up(Keys.CONTROL)
        chain.perform()

    def click(
        self, x: float, y: float, *, button: Button = "left", times: int = 1, seconds: float = 0
    ) -> None:
        """Click a point of the viewport."""
        actions = ActionBuilder(self._driver, duration=0)
        pointer = actions.pointer_action
        pointer.move_to_location(round(x), round(y))
        for _ in range(times):
            pointer.pointer_down(BUTTONS[button])
            if seconds:
                pointer.pause(seconds)
            pointer.pointer_up(BUTTONS[button])
        actions.perform()

    def reload(self) -> None:
        """Load the page again."""
        self._driver.refresh()

    def renew(self) -> None:
        """Leave the tab for an empty one, with a history of its own."""
        former = self._driver.current_window_handle
        self._driver.switch_to.new_window("tab")
        tab = self._driver.current_window_handle
        self._driver.switch_to.window(former)
        self._driver.close()
        self._driver.switch_to.window(tab)

    def address(self) -> str:
        """Return the address that the tab shows, or would show if there were an app for it."""
        return str(self._driver.current_url)

    def list_cookies(self) -> list[str]:
        """Return the names of the cookies of the tab's site, with those hidden from scripts."""
        return [str(cookie["name"]) for cookie in self._driver.get_cookies()]

    def leave_tab(self) -> str:
        """Close the tab that a click has opened, and give its address; "" if no tab opened."""
        here = self._driver.current_window_handle
        others = [each for each in self._driver.window_handles if each != here]
        if not others:
            return ""
        self._driver.switch_to.window(others[0])
        address = wait(self.address, lambda address: address not in {"", "about:blank"})
        self._driver.close()
        self._driver.switch_to.window(here)
        return address
