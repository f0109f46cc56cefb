"""Readers subscribe, confirm and stop in Firefox and WebKit; tests/browsers/mails/ has Chromium."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytest_django.live_server_helper import LiveServer

from sharekit.contrib.mails.models import Message, Subscription
from sharekit.contrib.mails.subscribing.addresses import get_confirm_address
from tests.browsers.mails.conftest import site
from tests.browsers.tables.engines import Browser
from tests.browsers.tables.reading.gestures import click
from tests.support.waiting import wait
from tests.unit.contrib.mails.pages.reading import get_stop_path
from tests.unit.contrib.mails.subscribing.making import ADDRESS

__all__ = ["site"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    # See tests/browsers/mails/test_pages.py.
    pytest.mark.usefixtures("django_db_setup"),
]

State = Subscription.State


def wait_for(state: str) -> None:
    rows = Subscription.objects.values_list("state", flat=True)
    wait(lambda: list(rows.all()), lambda states: states == [state])


@pytest.mark.parametrize("name", ["firefox", "webkit"])
def test_a_reader_subscribes_confirms_and_stops_without_a_cookie(
    name: str,
    browsers: Callable[[str], Browser],
    live_server: LiveServer,
    transactional_db: None,
) -> None:
    browser = browsers(name)
    button = click("main button")

    browser.open(f"{live_server.url}/story/")
    click("main input[type=email]")(browser)
    for key in ADDRESS:
        browser.press(key)
    button(browser)
    wait_for(State.ASKED)

    # Opening a page changes nothing; its button does.
    wait(Message.objects.exists)
    browser.open(get_confirm_address(Subscription.objects.get()))
    wait_for(State.ASKED)
    button(browser)
    wait_for(State.CONFIRMED)

    browser.open(live_server.url + get_stop_path(Subscription.objects.get()))
    wait_for(State.CONFIRMED)
    button(browser)
    wait_for(State.STOPPED)
    assert browser.list_cookies() == []
