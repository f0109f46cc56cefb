"""Opens the page of the own letters and the letters in a real browser: strict policy, and axe."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from sharekit.contrib.alerts.looking.look import look
from sharekit.contrib.alerts.looking.weekly import announce_week
from sharekit.contrib.alerts.watching.watches import list_own
from tests.browsers.admin.browsing import LOOKS, browse, get_faults
from tests.browsers.axe import get_violations
from tests.unit.contrib.alerts.conftest import clock, site
from tests.unit.contrib.alerts.making import (
    MONDAY,
    TAKE_OFF,
    WEEKLY,
    count,
    deliver,
    get_html,
    live,
    make_editor,
)

__all__ = ["clock", "site"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    # See test_campaign_link_pages.py.
    pytest.mark.usefixtures("django_db_setup"),
]

PAGE = "/admin/sharekit_alerts/watch/"


@pytest.fixture
def page(browser: Browser, live_server: LiveServer, admin_client: Client) -> Iterator[Page]:
    """Open a browser in which a user who may do anything is logged in."""
    with browse(browser, admin_client, url=live_server.url) as page:
        yield page


def test_a_user_chooses_by_keyboard_on_a_page_without_faults(page: Page) -> None:
    assert get_faults(page, PAGE) == []

    page.get_by_role("checkbox").first.press("Space")
    page.get_by_role("button", name="Save", exact=True).press("Enter")

    expect(page.get_by_role("checkbox").first).to_be_checked()
    assert list_own(User.objects.get()) == {(WEEKLY, "")}


@pytest.mark.django_db
def test_letters_fit_a_phone_and_axe_finds_nothing(page: Page) -> None:
    make_editor("anna", WEEKLY, TAKE_OFF)
    for name in ("story", "other"):
        live(name, until=MONDAY, shares=3, whole_days=15)
    count("story", MONDAY, shares=90, clickbacks=40)
    assert (look(), announce_week()) == (1, 1)

    for letter in deliver():
        page.set_content(get_html(letter))
        for each in LOOKS:
            page.emulate_media(color_scheme=each.scheme)
            page.set_viewport_size({"width": each.width, "height": 900})
            assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
            assert get_violations(page) == []
