"""Somebody who writes rules, somebody who answers customers, and a bot."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from pytest_django import Settings

from sharekit.contrib.bots.models import Bot
from sharekit.contrib.bots.public import Question
from tests.unit.contrib.bots.shop import add_rule, make_bot
from tests.unit.contrib.promotions.admin.conftest import log_in

__all__ = ["log_in"]


@pytest.fixture(autouse=True)
def urls(settings: Settings, asked: Iterator[list[Question]]) -> None:
    settings.ROOT_URLCONF = "tests.unit.contrib.bots.urls"


@pytest.fixture
def writer(log_in: Callable[..., Client]) -> Client:
    """Return a browser of somebody who writes bots and sees no customer."""
    return log_in("add_bot", "change_bot", "view_bot", "delete_bot")


@pytest.fixture
def helper(log_in: Callable[..., Client]) -> Client:
    """Return a browser of somebody who answers customers and writes no rules."""
    return log_in("see_conversations")


@pytest.fixture
def stranger(log_in: Callable[..., Client]) -> Client:
    """Return a browser of a colleague without a permission."""
    return log_in()


@pytest.fixture
def bot(transactional_db: None) -> Bot:
    row = make_bot()
    delivery = add_rule(row, "delivery", "how long", text="Three days.")
    add_rule(row, "order", "where * parcel", text="", answer="order-status")
    add_rule(
        row, "returns", "return", text="Why?", choices=[{"label": "Late", "rule": delivery.pk}]
    )
    add_rule(row, "damaged", "broken", text="Sorry.", parent=row.rules.get(name="returns"))
    return row
