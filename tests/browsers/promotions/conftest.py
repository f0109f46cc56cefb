"""A site with a promotion, an advocate, and somebody who has not joined."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from sharekit.contrib.promotions.models import Advocate
from tests.unit.contrib.promotions.pages.making import SITE, make_advocate, make_promotion


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.unit.contrib.promotions.pages.urls"
    # The browser's own address is the site's.
    settings.SHAREKIT = {**SITE, "SITE_URL": ""}


@pytest.fixture
def advocate(transactional_db: None) -> Advocate:
    """Return Anna, who recommends the site."""
    return make_advocate(make_promotion())


@pytest.fixture
def anna(advocate: Advocate) -> Client:
    """Return the client of the advocate."""
    client = Client()
    assert isinstance(advocate.user, User)
    client.force_login(advocate.user)
    return client


@pytest.fixture
def ben(transactional_db: None) -> Client:
    """Return the client of somebody who has not joined."""
    client = Client()
    client.force_login(User.objects.create_user("ben", "ben@news.example"))
    return client
