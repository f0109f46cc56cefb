"""The pages of promotions: strict policy, axe, light and dark, desk and phone, right to left."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import Browser
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from sharekit.contrib.promotions.models import Advocate, Promotion, Referral
from tests.browsers.promotions.browsing import browse, find_faults
from tests.unit.contrib.promotions.pages.making import CODE, ORDER, PANEL, SITE, make_referral

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    # Before live_server: until the test database is made, the settings name one in memory, whose
    # one connection the server's threads would share.
    pytest.mark.usefixtures("django_db_setup"),
]

LANDING = f"/r/{CODE}/"


@pytest.mark.parametrize(
    "address",
    [LANDING, "/r/AAAAAAAA/", "/r/p/friends/", "/r/p/friends/join/", f"{ORDER}?ref=x"],
)
def test_friends_pages_have_no_faults(
    browser: Browser, live_server: LiveServer, advocate: Advocate, address: str
) -> None:
    with browse(browser, live_server.url) as page:
        assert find_faults(page, address) == []


def test_a_closed_offer_and_a_button_that_posts_have_no_faults(
    browser: Browser, live_server: LiveServer, advocate: Advocate, settings: Settings
) -> None:
    settings.SHAREKIT = {**SITE, "SITE_URL": "", "PROMOTIONS": {"CARRY": "session"}}
    with browse(browser, live_server.url) as page:
        assert find_faults(page, LANDING) == []
        Promotion.objects.update(state=Promotion.State.PAUSED)
        assert find_faults(page, LANDING) == []


def test_the_panel_has_no_faults(
    browser: Browser, live_server: LiveServer, advocate: Advocate, anna: Client, ben: Client
) -> None:
    make_referral(advocate, Referral.State.PENDING)
    make_referral(advocate, Referral.State.APPROVED, voucher="THANKS-1")

    for client in (anna, ben, None):
        with browse(browser, live_server.url, client=client) as page:
            assert find_faults(page, PANEL) == []
    Promotion.objects.update(state=Promotion.State.ENDED)
    with browse(browser, live_server.url, client=anna) as page:
        assert find_faults(page, PANEL) == []


def test_pages_from_right_to_left_have_no_faults(
    browser: Browser, live_server: LiveServer, anna: Client, settings: Settings
) -> None:
    settings.LANGUAGE_CODE = "he"
    with browse(browser, live_server.url) as page:
        assert find_faults(page, LANDING) == []
        assert page.locator("html").get_attribute("dir") == "rtl"
        assert page.locator("code").evaluate("each => getComputedStyle(each).direction") == "ltr"
