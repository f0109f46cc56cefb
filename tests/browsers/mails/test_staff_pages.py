"""Staff's pages of subscribers: strict policy, axe, light and dark, desk and phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from sharekit.contrib.mails.models import Subscription, Suppression
from sharekit.contrib.mails.public import stop, subscribe
from sharekit.contrib.mails.subscribing.suppression import suppress
from tests.browsers.admin.browsing import browse, get_faults
from tests.unit.contrib.mails.subscribing.making import WORDING

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    # See test_pages.py.
    pytest.mark.usefixtures("django_db_setup"),
]

ROOT = "/admin/sharekit_mails"


@pytest.fixture
def page(browser: Browser, live_server: LiveServer, admin_client: Client) -> Iterator[Page]:
    """Open a browser in which a user who may do anything is logged in."""
    with browse(browser, admin_client, url=live_server.url) as page:
        yield page


@pytest.fixture
def again(confirmed: Subscription) -> Subscription:
    """Return a subscriber who stopped, asks again, and complained."""
    stop(confirmed.address, "weekly")
    suppress(confirmed.address, Suppression.Cause.COMPLAINT)
    return subscribe(confirmed.address, "weekly", wording=f"{WORDING} And offers.")


@pytest.mark.parametrize(
    "path", ["subscription/", "subscription/{pk}/change/", "suppression/", "suppression/add/"]
)
def test_a_page_has_no_faults(path: str, page: Page, again: Subscription) -> None:
    assert get_faults(page, f"{ROOT}/{path.format(pk=again.pk)}") == []


def test_staff_stop_and_erase_somebody(page: Page, again: Subscription) -> None:
    page.goto(f"{ROOT}/subscription/{again.pk}/change/")
    page.get_by_role("button", name="Stop", exact=True).press("Enter")
    expect(page.get_by_text("The person gets no more of these mails.")).to_be_visible()
    page.get_by_role("button", name="Erase", exact=True).press("Enter")
    expect(page.get_by_text("of this person were erased")).to_be_visible()

    assert not Subscription.objects.exists()
