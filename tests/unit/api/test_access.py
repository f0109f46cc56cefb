"""Figures are for staff with the permission, at every address, by session and by token."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings
from rest_framework.authtoken.models import Token

from sharekit.api import urls
from sharekit.models import Article
from tests.unit.api.conftest import NAMES, find_addresses

USERS: dict[str, tuple[dict[str, Any], bool]] = {
    "staff without any permission": ({"is_staff": True}, False),
    "staff with another permission": ({"is_staff": True, "permission": "view_story"}, False),
    "staff with the permission": ({"is_staff": True, "permission": "view_report"}, True),
    "no staff, with the permission": ({"is_staff": False, "permission": "view_report"}, False),
    "a superuser": ({"is_staff": True, "is_superuser": True}, True),
    "a superuser who is not staff": ({"is_staff": False, "is_superuser": True}, False),
}
"""Every kind of user, and whether that user may see figures."""


@pytest.fixture
def article(db: None) -> Article:
    return Article.objects.create(identity="/a/", url="https://news.example/a/", title="A")


def make(make_user: Callable[..., User], permission: str = "", **what: bool) -> User:
    return make_user(permission, **what)


def test_the_table_has_every_address() -> None:
    assert list(find_addresses(1)) == [each.name for each in urls.urlpatterns]


def ask(client: Client, article: Article, address: str) -> Any:
    return client.get(find_addresses(article.pk)[address])


@pytest.mark.parametrize("user", USERS)
@pytest.mark.parametrize("by", ["session", "token"])
def test_who_sees_what(
    make_user: Callable[..., User], article: Article, *, by: str, user: str
) -> None:
    what, may_see = USERS[user]
    made = make(make_user, **what)
    client = Client()
    if by == "session":
        client.force_login(made)
    else:
        client = Client(headers={"authorization": f"Token {Token.objects.create(user=made).key}"})

    answers = {address: ask(client, article, address) for address in NAMES}

    assert {address: answer.status_code for address, answer in answers.items()} == (
        dict.fromkeys(NAMES, 200 if may_see else 403)
    )
    refusal = {"detail": "You must be a staff user with the permission “Can view report”."}
    for address, answer in answers.items():
        assert may_see or answer.json() == refusal, address


def test_strangers_see_nothing(article: Article, client: Client) -> None:
    for address in NAMES:
        response = ask(client, article, address)

        reported = (response.status_code, response["WWW-Authenticate"], list(response.json()))
        assert reported == (401, "Token", ["detail"]), address


def test_a_token_that_is_not_valid_sees_nothing(article: Article) -> None:
    client = Client(headers={"authorization": "Token 0123456789"})

    for address in NAMES:
        response = ask(client, article, address)

        reported = (response.status_code, response.json())
        assert reported == (401, {"detail": "Invalid token."}), address


def test_a_token_of_somebody_who_was_locked_out_sees_nothing(
    make_user: Callable[..., User], script: Client
) -> None:
    User.objects.update(is_active=False)

    assert script.get("/sharekit/api/articles/").status_code == 401


def test_a_site_without_tokens_takes_only_sessions(
    settings: Settings, editor: Client, article: Article
) -> None:
    settings.INSTALLED_APPS = [
        app for app in settings.INSTALLED_APPS if app != "rest_framework.authtoken"
    ]
    stranger = Client(headers={"authorization": "Token 0123456789"})
    refusal = {"detail": "Authentication credentials were not provided."}

    for address in NAMES:
        refused = ask(stranger, article, address)

        assert ask(editor, article, address).status_code == 200, address
        assert (refused.status_code, refused.json()) == (403, refusal), address
        assert "WWW-Authenticate" not in refused, address


def list_methods(address: str) -> str:
    return "GET, POST, HEAD, OPTIONS" if address == "api-notes" else "GET, HEAD, OPTIONS"


def test_nothing_but_notes_can_be_written(script: Client, article: Article) -> None:
    for address, path in find_addresses(article.pk).items():
        allowed = list_methods(address)
        for method in ("post", "put", "patch", "delete", "trace"):
            if method.upper() not in allowed:
                response = getattr(script, method)(path)

                reported = (response.status_code, response["Allow"], list(response.json()))
                assert reported == (405, allowed, ["detail"]), (address, method)


def test_what_may_be_done_is_reported(script: Client, article: Article) -> None:
    for address, path in find_addresses(article.pk).items():
        options, head = script.options(path), script.head(path)

        reported = (options.status_code, options["Allow"], options.content)
        assert reported == (204, list_methods(address), b""), address
        assert (head.status_code, head.content) == (200, b""), address
        assert Client().options(path).status_code == 401, address
