"""A site with a live promotion."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from sharekit.contrib.promotions.models import Advocate, Promotion
from tests.unit.contrib.promotions.pages.making import SITE, make_advocate, make_promotion


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.unit.contrib.promotions.pages.urls"
    settings.SHAREKIT = SITE


@pytest.fixture
def promotion(db: None) -> Promotion:
    """Return a promotion that friends can claim."""
    return make_promotion()


@pytest.fixture
def advocate(promotion: Promotion) -> Advocate:
    """Return Anna, whose code is CODE."""
    return make_advocate(promotion)


@pytest.fixture
def ben(db: None) -> Client:
    """Return the client of a customer who has not joined."""
    client = Client()
    client.force_login(User.objects.create_user("ben", "ben@news.example"))
    return client


@pytest.fixture
def anna(client: Client, advocate: Advocate) -> Client:
    """Return the client of the advocate."""
    assert isinstance(advocate.user, User)
    client.force_login(advocate.user)
    return client
