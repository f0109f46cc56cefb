"""Whom the page of a code names, and who opens the own one."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from sharekit.contrib.promotions.models import Advocate, Promotion
from tests.unit.contrib.promotions.pages.making import CODE, make_advocate

pytestmark = pytest.mark.django_db

PAGE = f"/r/{CODE}/"


def read(client: Client) -> str:
    return client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("<b>Eve</b>", "<bdi>&lt;b&gt;Eve&lt;/b&gt;</bdi> has a gift for you"),
        ("\u202eanna\x07", "<bdi>\u202eanna</bdi> has a gift for you"),
        ("100 %(x)s", "<bdi>100 %(x)s</bdi> has a gift for you"),
        ("anna@news.example", "A friend has a gift for you"),
        ("", "A friend has a gift for you"),
    ],
)
def test_a_name_is_text_and_never_a_mail_address(
    client: Client, promotion: Promotion, name: str, shown: str
) -> None:
    make_advocate(promotion, name=name)

    html = client.get(PAGE).content.decode()

    assert shown in html
    assert "@" not in html


def test_without_a_name_there_is_a_friend(
    client: Client, promotion: Promotion, settings: Settings
) -> None:
    make_advocate(promotion, name="")

    html = read(client)

    assert "Your friend will learn that a friend ordered, not who." in html
    assert "The friend who invited you gets:" in html
    # A reader who is logged out has no account, either.
    client.cookies[settings.SESSION_COOKIE_NAME] = "over"
    assert "Accept the gift" in read(client)


def test_the_code_of_a_deleted_account_is_unknown(client: Client, promotion: Promotion) -> None:
    make_advocate(promotion).user.delete()  # type: ignore[union-attr]

    assert client.get(PAGE).content == client.get("/r/ZZZZZZZZ/").content


def test_an_advocate_who_opens_the_own_link_learns_that_and_others_do_not(
    client: Client, ben: Client, advocate: Advocate
) -> None:
    assert isinstance(advocate.user, User)
    client.force_login(advocate.user)

    own = read(client)
    assert "This is your own code. Please pass it on to a friend." in own
    assert "Accept the gift" not in own
    assert "Accept the gift" in read(ben)
