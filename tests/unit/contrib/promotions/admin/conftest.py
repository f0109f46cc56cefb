"""A marketer, and colleagues who may do less."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from pytest_django import Settings

_numbers = count(1)


@pytest.fixture(autouse=True)
def long_sessions(settings: Settings) -> None:
    """Let sessions outlast a clock that a test moves on by a year."""
    settings.SESSION_COOKIE_AGE = 10 * 365 * 86_400


@pytest.fixture
def log_in(transactional_db: None) -> Callable[..., Client]:
    """Return a function that logs in a staff user with those permissions."""

    def log_in(*permissions: str) -> Client:
        user = User.objects.create_user(f"colleague-{next(_numbers)}", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
        client = Client()
        client.force_login(user)
        return client

    return log_in


@pytest.fixture
def marketer(log_in: Callable[..., Client]) -> Client:
    """Return a browser of somebody who may do everything with promotions."""
    actions = ("add_promotion", "change_promotion", "delete_promotion", "view_promotion")
    return log_in(*actions, "view_advocate", "view_referral", "change_referral", "view_reward")
