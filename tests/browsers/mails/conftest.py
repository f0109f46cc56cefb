"""A site with topics, at the address of its server."""

from __future__ import annotations

import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from sharekit.contrib.mails.models import Subscription
from tests.unit.contrib.mails.subscribing.making import SITE, make_subscription


@pytest.fixture(autouse=True)
def site(settings: Settings, live_server: LiveServer) -> None:
    settings.ROOT_URLCONF = "tests.unit.contrib.mails.urls"
    settings.SHAREKIT = {**SITE, "SITE_URL": live_server.url}


@pytest.fixture
def asked(transactional_db: None) -> Subscription:
    """Return a subscription that waits for its button."""
    return make_subscription(state=Subscription.State.ASKED)


@pytest.fixture
def confirmed(transactional_db: None) -> Subscription:
    """Return a subscriber of two topics."""
    make_subscription(topic="offers", address="ben@example.org")
    return make_subscription(address="ben@example.org")
