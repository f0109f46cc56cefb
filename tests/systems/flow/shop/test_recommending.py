"""An advocate shares by WhatsApp, a friend orders with the code, and both vouchers work once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Playwright

from tests.browsers.gallery.elsewhere import serve_elsewhere
from tests.browsers.tables.engines import Start, chromium, firefox, webkit
from tests.support import servers
from tests.support.waiting import wait
from tests.systems.flow.demo import Demo
from tests.systems.flow.shop.customer import ADDRESS, GOOD
from tests.systems.flow.shop.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NOTHING: dict[str, list[str]] = {"cookies": [], "storage": []}
SESSION: dict[str, list[str]] = {"cookies": ["sessionid"], "storage": []}
"""The shop's own session, for the basket and the account."""


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[int]:
    """Return the port of a proxy that is the rest of the web."""
    with serve_elsewhere() as rest:
        yield rest.port


@pytest.fixture(
    # What a device keeps in Firefox is in tests/browsers/tables, too.
    params=["chromium", pytest.param("firefox", marks=pytest.mark.thorough), "webkit"]
)
def arrive(
    request: pytest.FixtureRequest,
    elsewhere: int,
    playwright: Playwright,
    browser_type_launch_args: dict[str, Any],
    quick_shop: Demo,
) -> Iterator[Callable[[], Visitor]]:
    """Return a function that starts a browser with a fresh profile, for one more person."""
    starts: dict[str, Start] = {
        "chromium": lambda: chromium.start(playwright, browser_type_launch_args, proxy=elsewhere),
        "firefox": lambda: firefox.start(
            servers.find_firefox() or servers.miss("Firefox"),
            servers.find_geckodriver() or servers.miss("Firefox's driver"),
            proxy=elsewhere,
        ),
        "webkit": lambda: webkit.start(
            servers.find_webkit() or servers.miss("WebKitGTK"),
            servers.find_webkit_driver() or servers.miss("WebKitGTK's driver"),
            servers.find_screen() or servers.miss("Xvfb"),
            proxy=elsewhere,
        ),
    }
    with ExitStack() as stack:
        start = starts[request.param]
        yield lambda: Visitor(stack.enter_context(start()), quick_shop.origin)


def test_both_are_rewarded_once_and_no_device_keeps_anything(
    arrive: Callable[[], Visitor], request: pytest.FixtureRequest
) -> None:
    engine = request.node.callspec.params["arrive"]
    advocate = arrive()
    link = recommend(advocate, email=f"advocate@{engine}.example")

    phone = arrive()
    code = read_code(phone, link)

    laptop = arrive()
    voucher = order_with_code(laptop, code, email=f"friend@{engine}.example")

    use_up(laptop, voucher, email=f"friend@{engine}.example")
    advocate.open("/shop/recommend/")
    use_up(advocate, advocate.read(".sharekit-vouchers code"), email=f"advocate@{engine}.example")
    assert advocate.list_kept() == laptop.list_kept() == SESSION


def recommend(advocate: Visitor, *, email: str) -> str:
    """Make an account, join, and share by the panel's WhatsApp; return the link that is sent."""
    advocate.open("/shop/recommend/")
    assert advocate.list_kept() == NOTHING
    advocate.press_to("Log in to get your link", "/shop/account/login/")
    advocate.press_to("Make one", "/shop/account/new/")
    advocate.fill(first_name="Ada", email=email, password1="magazine", password2="magazine")
    advocate.press_to("Make the account", "/shop/recommend/")
    advocate.press_to("Get my link", "/shop/recommend/#sharekit-offer")
    advocate.press("WhatsApp")
    opened = advocate.leave_tab()
    assert advocate.list_kept() == SESSION
    assert urlsplit(opened).hostname in {"wa.me", "api.whatsapp.com"}
    [text] = parse_qs(urlsplit(opened).query)["text"]
    return str(re.findall(r"https?://\S+", text)[0])


def read_code(phone: Visitor, link: str) -> str:
    """Open the link where it was received; return the code on the page."""
    assert re.fullmatch(rf"{phone.origin}/r/\w{{8}}/#sk=w\w{{10}}", link)
    phone.open(link)
    assert "Ada" in phone.read(".sharekit-introduction")
    assert phone.list_kept() == NOTHING
    return phone.read(".sharekit-code code")


def order_with_code(laptop: Visitor, code: str, *, email: str) -> str:
    """Type the code at another device's first order; return the voucher that it earns."""
    laptop.open("/shop/")
    laptop.open(f"/shop/goods/{GOOD}/")
    assert laptop.list_kept() == NOTHING
    order(laptop, email=email, sharekit_code=code.lower())
    laptop.press_to("Order for € 12.00", "/shop/orders/")
    assert laptop.list_kept() == SESSION
    return laptop.read(".voucher code")


def use_up(visitor: Visitor, voucher: str, *, email: str) -> None:
    """Pay a part of an order with a voucher, and fail to do so again."""
    order(visitor, email=email, voucher=voucher)
    visitor.press_to("Order for € 12.00", "/shop/orders/")
    assert "€ 7.00" in visitor.read("tfoot")
    order(visitor, email=email, voucher=voucher)
    visitor.press("Order for € 12.00")
    assert wait(lambda: visitor.read("main"), lambda text: "was used" in text)


def order(visitor: Visitor, **fields: str) -> None:
    """Go to the checkout with one good, and fill the form."""
    visitor.open("/shop/basket/")
    if "nothing in it" in visitor.read("main"):
        visitor.open(f"/shop/goods/{GOOD}/")
        visitor.press_to("Put into the basket", "/shop/basket/")
    visitor.press_to("Check out", "/shop/checkout/")
    visitor.fill(**ADDRESS, **fields)
