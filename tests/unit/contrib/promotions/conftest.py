"""A shop that creates vouchers, and a clock that only moves when a test says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import Settings

from tests.unit.contrib.promotions import shop
from tests.unit.contrib.promotions.world import Clock


@pytest.fixture(autouse=True)
def configured(settings: Settings) -> None:
    """Let the shop create rewards."""
    settings.SHAREKIT = {
        **settings.SHAREKIT,
        "SITE_URL": "https://shop.example",
        "PROMOTIONS": {"ISSUE": shop.ISSUE, "WITHDRAW": shop.WITHDRAW},
    }


@pytest.fixture
def is_atomic(settings: Settings) -> None:
    """Let the shop create rewards in sharekit's transactions."""
    options = {**settings.SHAREKIT["PROMOTIONS"], "ISSUE_ATOMIC": True}
    settings.SHAREKIT = {**settings.SHAREKIT, "PROMOTIONS": options}


@pytest.fixture(autouse=True)
def vouchers(monkeypatch: pytest.MonkeyPatch) -> shop.Vouchers:
    """Return the vouchers that the shop has given out in this test."""
    monkeypatch.setattr(shop, "vouchers", shop.Vouchers())
    return shop.vouchers


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Stop the clock, which a test moves on."""
    clock = Clock()
    monkeypatch.setattr(timezone, "now", clock.now)
    return clock


@pytest.fixture
def commits(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Do at once what waits for a commit: the transaction of a test is never committed."""

    def run(work: Callable[[], object], using: str = "", robust: bool = False) -> None:
        work()

    monkeypatch.setattr(transaction, "on_commit", run)
