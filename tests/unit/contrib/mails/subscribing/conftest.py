"""A site with two topics."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from tests.unit.contrib.mails.subscribing.making import SITE


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.unit.contrib.mails.urls"
    settings.SHAREKIT = SITE
