"""The pages of subscribers: strict policy, axe, light and dark, desk and phone, right to left."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from sharekit.contrib.mails.models import Subscription
from sharekit.contrib.mails.subscribing.addresses import get_confirm_address
from tests.browsers.promotions.browsing import browse, find_faults
from tests.browsers.site_js.bundle import bundle
from tests.unit.contrib.mails.pages.reading import get_confirm_path, get_stop_path
from tests.unit.contrib.mails.subscribing.making import ADDRESS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    # Before live_server: until the test database is made, the settings name one in memory, whose
    # one connection the server's threads would share.
    pytest.mark.usefixtures("django_db_setup"),
]

STORY = "/story/"
State = Subscription.State


def read_state(address: str = ADDRESS) -> str:
    return Subscription.objects.get(address=address, topic="weekly").state


def press(page: Page, number: int = 0) -> None:
    page.locator("main button").nth(number).click()
    page.wait_for_load_state()


def test_no_page_has_faults(
    browser: Browser, live_server: LiveServer, asked: Subscription, confirmed: Subscription
) -> None:
    with browse(browser, live_server.url) as page:
        for address in (STORY, get_confirm_path(asked), get_stop_path(confirmed), "/m/stop/x/"):
            assert find_faults(page, address) == []
        Subscription.objects.update(state=State.STOPPED)
        for address in (get_confirm_path(asked), get_stop_path(confirmed)):
            assert find_faults(page, address) == []
        Subscription.objects.update(state=State.CONFIRMED)
        assert find_faults(page, get_confirm_path(asked)) == []


def test_pages_from_right_to_left_have_no_faults(
    browser: Browser, live_server: LiveServer, asked: Subscription, settings: Settings
) -> None:
    settings.LANGUAGE_CODE = "he"
    Subscription.objects.update(language="he")
    with browse(browser, live_server.url) as page:
        for address in (STORY, get_confirm_path(asked), get_stop_path(asked)):
            assert find_faults(page, address) == []
        assert page.locator("html").get_attribute("dir") == "rtl"


@pytest.mark.parametrize("has_script", [True, False])
def test_a_reader_subscribes_confirms_and_stops_without_a_cookie(
    browser: Browser, live_server: LiveServer, transactional_db: None, has_script: bool
) -> None:
    with browse(browser, live_server.url, java_script_enabled=has_script) as page:
        page.goto(STORY)
        page.locator("input[type=email]").fill(ADDRESS)
        press(page)
        assert read_state() == State.ASKED

        page.goto(get_confirm_address(Subscription.objects.get()))
        assert read_state() == State.ASKED
        press(page)
        assert read_state() == State.CONFIRMED

        page.goto(get_stop_path(Subscription.objects.get()))
        assert read_state() == State.CONFIRMED
        press(page)
        assert read_state() == State.STOPPED
        assert page.context.cookies() == []


def test_turbo_shows_the_answer(
    browser: Browser, live_server: LiveServer, transactional_db: None, tmp_path: Path
) -> None:
    bundle("turbo.js", folder=tmp_path)
    with browser.new_context(base_url=live_server.url) as context:
        page = context.new_page()
        page.goto(STORY)
        page.add_script_tag(path=tmp_path / "turbo.js")
        page.locator("input[type=email]").fill(ADDRESS)
        with page.expect_navigation(url="**/m/subscribe/"):
            press(page)

    assert read_state() == State.ASKED


def test_a_mistyped_address_is_corrected_on_the_page(
    browser: Browser, live_server: LiveServer, transactional_db: None
) -> None:
    with browse(browser, live_server.url) as page:
        page.goto(STORY)
        # Browsers accept an address without a dot.
        page.locator("input[type=email]").fill("anna@example")
        press(page)
        field = page.locator("input[type=email]")
        assert field.get_attribute("aria-invalid") == "true"
        assert field.input_value() == "anna@example"
        described = field.get_attribute("aria-describedby") or ""
        assert all(page.locator(f"#{each}").count() == 1 for each in described.split())

        field.fill(ADDRESS)
        press(page)
        assert read_state() == State.ASKED


def test_a_reader_of_two_topics_stops_both(
    browser: Browser, live_server: LiveServer, confirmed: Subscription
) -> None:
    with browse(browser, live_server.url) as page:
        page.goto(get_stop_path(confirmed))
        press(page, 1)

    assert {row.state for row in Subscription.objects.all()} == {State.STOPPED}
