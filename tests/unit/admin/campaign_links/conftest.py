"""A user who may create campaign links, and an article."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from sharekit.models import Article
from tests.support.traffic import SWIFTS


@pytest.fixture
def maker(log_in: Callable[..., Client]) -> Client:
    return log_in("view_report", "add_campaignlink")


@pytest.fixture
def article() -> Article:
    return Article.objects.create(**SWIFTS.columns, url=SWIFTS.address, title=SWIFTS.title)
