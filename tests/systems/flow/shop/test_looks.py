"""The shop's own pages: a strict policy, no third party, nothing for axe to find."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.systems.flow.demo import Demo
from tests.systems.flow.demo_reader import Reader, read
from tests.systems.flow.shop.customer import ADDRESS
from tests.systems.flow.test_pages import find_violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PATHS = (
    "/shop/",
    "/shop/goods/swift-box/",
    "/shop/basket/",
    "/shop/checkout/",
    "/shop/account/login/",
    "/shop/account/new/",
    "/shop/recommend/",
    "/shop/recommend/terms/",
    "/r/p/two-parcels/",
    "/r/p/two-parcels/join/",
    "/letters-sent/",
)
STAFF_PATHS = ("/shop/recommend/", "/shop/staff/")
PHONE = 320
"""The width of the smallest phone, in CSS pixels."""
MIRA = "mira.postel@example.org"
"""An advocate whom `load_shop` invents."""


def go_shopping(reader: Reader, demo: Demo) -> list[str]:
    """Order something by the keyboard only; return every address that the shop has to show."""
    page = reader.context.new_page()
    for _ in range(2):
        page.goto(f"{demo.origin}/shop/goods/swift-box/")
        press(page, "Put into the basket")
        page.wait_for_url("**/basket/")
    press(page, "Check out")
    page.get_by_label("Email").focus()
    for text in ("looks@example.org", *ADDRESS.values()):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/orders/**")
    order = page.url
    page.goto(f"{demo.origin}/shop/goods/swift-box/")
    press(page, "Put into the basket")
    page.wait_for_url("**/basket/")
    return [*(demo.origin + path for path in PATHS), order]


def press(page: Page, name: str) -> None:
    """Walk to what has this name by the Tab key, and press Enter."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.textContent.trim()")
        if focused == name:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"the Tab key never comes to {name!r}")


def log_in(reader: Reader, demo: Demo, name: str) -> Page:
    """Log in as somebody; return the page of recommendations."""
    page = reader.context.new_page()
    page.goto(f"{demo.origin}/shop/account/login/?next=/shop/recommend/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", "demo")
    page.click("main button[type=submit]")
    page.wait_for_url("**/recommend/")
    return page


def walk(reader: Reader, demo: Demo) -> Iterator[str]:
    """Yield every address of the shop while somebody sees it who has something to see there."""
    yield from go_shopping(reader, demo)
    page = log_in(reader, demo, MIRA)
    yield page.locator("#sharekit-own-link").input_value()
    yield page.url
    yield f"{demo.origin}/shop/account/"
    log_in(reader, demo, "demo")
    yield from (demo.origin + path for path in STAFF_PATHS)


def test_the_shop_asks_nobody_else_and_breaks_no_policy(
    browser: Browser, shared_demo: Demo
) -> None:
    with read(browser, shared_demo.origin) as reader:
        for address in walk(reader, shared_demo):
            reader.context.new_page().goto(address)

        assert reader.troubles == []
        foreign = [each for each in reader.requested if not each.startswith(shared_demo.origin)]
        assert foreign == []
        assert [cookie["name"] for cookie in reader.context.cookies()] == ["sessionid"]


def test_axe_finds_nothing_in_the_shop_and_phones_show_all_of_it(
    browser: Browser, shared_demo: Demo
) -> None:
    # axe writes into the page, which the page's own policy forbids.
    with read(browser, shared_demo.origin, bypass_csp=True) as reader:
        page = reader.context.new_page()
        found: dict[tuple[str, str], dict[str, list[str]]] = {}
        wide = []
        for address in walk(reader, shared_demo):
            page.set_viewport_size({"width": 1200, "height": 800})
            page.goto(address)
            violations = find_violations(page)
            found |= {(address, scheme): faults for scheme, faults in violations.items()}
            page.set_viewport_size({"width": PHONE, "height": 700})
            if page.evaluate("document.documentElement.scrollWidth") > PHONE:
                wide.append(address)

        assert {look: faults for look, faults in found.items() if faults} == {}
        assert wide == []
