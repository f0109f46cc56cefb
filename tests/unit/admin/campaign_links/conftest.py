"""A user who may create campaign links, and an article."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from sharekit.links import campaign_links
from sharekit.models import Article
from tests.support.traffic import SWIFTS


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    yield
    campaign_links._kept.clear()


@pytest.fixture
def maker(log_in: Callable[..., Client]) -> Client:
    return log_in("view_report", "add_campaignlink")


@pytest.fixture
def article() -> Article:
    return Article.objects.create(identity=SWIFTS.identity, url=SWIFTS.address, title=SWIFTS.title)
