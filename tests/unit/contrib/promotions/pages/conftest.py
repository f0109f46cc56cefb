"""A site with a live promotion."""

from __future__ import annotations

import pytest
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
