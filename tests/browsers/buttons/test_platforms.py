"""Each device shows the buttons that can work on it, from the first moment on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from sharekit.buttons.bar import render_bar
from sharekit.channels.table import TABLE
from tests.browsers.buttons.test_style import box, show

EVERY = [channel.slug for channel in TABLE if channel.button]
PHONES = {"sms", "viber", "threema"}
DESKTOPS = {"teams"}
WITH_A_SCRIPT = {"native", "print"}


@pytest.fixture(params=[True, False], ids=["phone", "desktop"])
def device(browser: Browser, request: pytest.FixtureRequest) -> Iterator[tuple[Page, set[str]]]:
    """Return a page on a phone and on a desktop, and the channels that cannot work there."""
    page = browser.new_page(
        is_mobile=request.param, has_touch=request.param, viewport={"width": 800, "height": 900}
    )
    yield page, DESKTOPS if request.param else PHONES
    page.close()


def list_shown(page: Page) -> set[str]:
    shown = page.locator("a:visible").all()
    return {str(each.get_attribute("data-sharekit-channel")) for each in shown}


def test_what_works_on_one_kind_of_device_says_so() -> None:
    html = render_bar("https://news.example/a/", channels=EVERY)

    assert html.count('data-sharekit-on="phone"') == len(PHONES)
    assert html.count('data-sharekit-on="desktop"') == len(DESKTOPS)
    assert html.count("data-sharekit-on") == len(PHONES | DESKTOPS)


@pytest.mark.browser
@pytest.mark.parametrize("rule", ["b {color: red}", "a {display: flex}"])
def test_a_device_shows_what_can_work_on_it(device: tuple[Page, set[str]], rule: str) -> None:
    page, dead = device
    more: dict[str, Any] = {"channels": EVERY, "image": "https://news.example/i.png"}
    show(page, **more)
    page.add_style_tag(content=rule)

    assert list_shown(page) == set(EVERY) - dead - WITH_A_SCRIPT


@pytest.mark.browser
def test_a_bar_takes_the_room_of_the_buttons_that_it_shows(device: tuple[Page, set[str]]) -> None:
    page, dead = device
    show(page, channels=["email", *dead, "x"])
    whole = box(page, ".sharekit")

    show(page, channels=["email", "x"])

    assert box(page, ".sharekit") == whole
