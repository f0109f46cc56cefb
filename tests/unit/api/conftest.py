"""Users of the API, and the traffic that it reports."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse
from rest_framework.authtoken.models import Token

from sharekit import tokens
from sharekit.aggregate.drain import drain
from sharekit.aggregate.settle import settle
from sharekit.models import Article
from tests.support.clock import noon
from tests.support.traffic import BRIDGE, SWIFTS, post, share, visit

__all__ = ["noon"]

DAY = 24 * 3_600_000


@pytest.fixture
def make_user(db: None) -> Callable[..., User]:
    """Return a function that makes a user with those permissions."""

    def make_user(*permissions: str, is_staff: bool = True, is_superuser: bool = False) -> User:
        user = User.objects.create_user("editor", is_staff=is_staff, is_superuser=is_superuser)
        user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
        return user

    return make_user


@pytest.fixture
def editor(make_user: Callable[..., User]) -> Client:
    """Return a browser of a user who may see the report."""
    client = Client()
    client.force_login(make_user("view_report"))
    return client


@pytest.fixture
def script(make_user: Callable[..., User]) -> Client:
    """Return a program that has the token of a user who may see the report."""
    token = Token.objects.create(user=make_user("view_report"))
    return Client(headers={"authorization": f"Token {token.key}"})


@pytest.fixture
def swifts(transactional_db: None) -> Article:
    """Share the swifts six times, one of them again, and the bridge once three days ago."""
    first, *others = [tokens.mint("w") for _ in range(5)]
    post(*map(share, [first, *others]))
    post(visit(first), share(parent=first), address="192.0.2.2")
    post(share(age=3 * DAY), article=BRIDGE)
    drain()
    settle()
    return Article.objects.get(url=SWIFTS.address)


NAMES = (
    *("api-articles", "api-article", "api-chain", "api-groups", "api-notes", "api-promising"),
    "api-rising",
    *("api-series", "api-sources", "api-summary"),
    "api-schema",
)
REPORTS = NAMES[:-1]
"""The addresses that answer figures."""
TIPS = ("api-promising", "api-rising")
"""The addresses that list exceptions: another share may change nothing."""


def find_addresses(article: int) -> dict[str, str]:
    """Return every address of the API, by name."""
    of_one = {"api-article": [article], "api-chain": [article]}
    return {name: reverse(f"sharekit:{name}", args=of_one.get(name, [])) for name in NAMES}
