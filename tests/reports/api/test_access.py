"""Figures are for staff with the permission, at every address, by session and by token."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings
from rest_framework.authtoken.models import Token

from sharekit.models import Article
from sharekit.reports.api.urls import ADDRESSES
from tests.reports.api.conftest import find_addresses

USERS: dict[str, tuple[dict[str, Any], bool]] = {
    "staff without any permission": ({"is_staff": True}, False),
    "staff with another permission": ({"is_staff": True, "permission": "view_story"}, False),
    "staff with the permission": ({"is_staff": True, "permission": "view_report"}, True),
    "no staff, with the permission": ({"is_staff": False, "permission": "view_report"}, False),
    "a superuser": ({"is_staff": True, "is_superuser": True}, True),
    "a superuser who is no staff": ({"is_staff": False, "is_superuser": True}, False),
}
"""Everybody who may have an account, and whether they may see figures."""


@pytest.fixture
def article(db: None) -> Article:
    return Article.objects.create(identity="/a/", url="https://news.example/a/", title="A")


def make(make_user: Callable[..., User], permission: str = "", **what: bool) -> User:
    return make_user(permission, **what)


def test_the_table_has_every_address() -> None:
    assert find_addresses(1).keys() == ADDRESSES.keys()


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("user", USERS)
@pytest.mark.parametrize("by", ["session", "token"])
def test_who_sees_what(
    make_user: Callable[..., User], article: Article, *, by: str, user: str, address: str
) -> None:
    what, may_see = USERS[user]
    made = make(make_user, **what)
    client = Client()
    if by == "session":
        client.force_login(made)
    else:
        client = Client(headers={"authorization": f"Token {Token.objects.create(user=made).key}"})

    response = client.get(find_addresses(article.pk)[address])

    assert response.status_code == (200 if may_see else 403)
    if not may_see:
        assert response.json() == {
            "error": "This needs a member of staff with the permission “Can view report”."
        }


@pytest.mark.parametrize("address", ADDRESSES)
def test_strangers_see_nothing(article: Article, client: Client, address: str) -> None:
    response = client.get(find_addresses(article.pk)[address])

    assert (response.status_code, response["WWW-Authenticate"]) == (401, "Token")
    assert list(response.json()) == ["error"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_token_that_is_none_sees_nothing(article: Article, address: str) -> None:
    client = Client(headers={"authorization": "Token 0123456789"})

    response = client.get(find_addresses(article.pk)[address])

    assert response.status_code == 401
    assert response.json() == {"error": "Invalid token."}


def test_a_token_of_somebody_who_was_locked_out_sees_nothing(
    make_user: Callable[..., User], script: Client
) -> None:
    User.objects.update(is_active=False)

    assert script.get("/sharekit/api/articles/").status_code == 401


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_site_without_tokens_takes_sessions_alone(
    settings: Settings, editor: Client, article: Article, address: str
) -> None:
    settings.INSTALLED_APPS = [
        app for app in settings.INSTALLED_APPS if app != "rest_framework.authtoken"
    ]
    path = find_addresses(article.pk)[address]
    stranger = Client(headers={"authorization": "Token 0123456789"})

    assert editor.get(path).status_code == 200
    assert stranger.get(path).status_code == 403
    assert stranger.get(path).json() == {"error": "Authentication credentials were not provided."}
    assert "WWW-Authenticate" not in stranger.get(path)


@pytest.mark.parametrize("address", [*ADDRESSES, "none"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_nothing_can_be_written(
    script: Client, article: Article, *, address: str, method: str
) -> None:
    path = {**find_addresses(article.pk), "none": "/sharekit/api/none/"}[address]

    response = getattr(script, method)(path)

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert list(response.json()) == ["error"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_may_be_done_is_told(script: Client, article: Article, address: str) -> None:
    path = find_addresses(article.pk)[address]

    options, head = script.options(path), script.head(path)

    assert (options.status_code, options["Allow"]) == (204, "GET, HEAD, OPTIONS")
    assert (options.content, head.status_code, head.content) == (b"", 200, b"")
    assert Client().options(path).status_code == 401
