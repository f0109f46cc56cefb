"""Opens the admin in a real browser, with the traffic of the other tests of the admin."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.browsers.admin.browsing import browse
from tests.support.clock import noon
from tests.unit.admin.conftest import editor, log_in, share_articles, share_story

__all__ = ["editor", "log_in", "noon", "share_articles", "share_story"]


@pytest.fixture
def page(browser: Browser, live_server: LiveServer, admin_client: Client) -> Iterator[Page]:
    """Open a browser in which a user who may do anything is logged in."""
    with browse(browser, admin_client, url=live_server.url) as page:
        yield page
