"""The button of the landing page where the session carries the code."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from sharekit.contrib.promotions.models import Advocate
from tests.unit.contrib.promotions.pages.making import CODE, ORDER, SITE

pytestmark = pytest.mark.django_db

PAGE = f"/r/{CODE}/"
ACCEPT = f"/r/{CODE}/accept/"
OWN = {"origin": "http://testserver"}


@pytest.fixture(autouse=True)
def carry(settings: Settings) -> None:
    settings.SHAREKIT = {**SITE, "PROMOTIONS": {"CARRY": "session"}}


def test_the_code_is_kept_when_the_reader_presses_and_not_before(
    client: Client, advocate: Advocate
) -> None:
    page = client.get(PAGE)
    assert f'<form method="post" action="{ACCEPT}">' in page.content.decode()
    assert not client.cookies

    answer = client.post(ACCEPT, headers=OWN)

    assert answer.status_code == 303
    assert answer["Location"] == f"/shop/?ref={CODE}"
    assert answer["Cache-Control"] == "private, no-store"
    assert 'value="K7M2-XQ9D"' in client.get(ORDER).content.decode()


@pytest.mark.parametrize("headers", [{}, {"origin": "null"}, {"origin": "https://evil.example"}])
def test_no_other_site_can_make_a_reader_accept(
    client: Client, advocate: Advocate, headers: dict[str, str]
) -> None:
    assert client.post(ACCEPT, headers=headers).status_code == 403
    assert not client.cookies


def test_a_code_that_is_closed_meanwhile_is_not_kept(client: Client, advocate: Advocate) -> None:
    Advocate.objects.update(left_at=timezone.now())

    answer = client.post(ACCEPT, headers=OWN)

    assert answer["Location"] == PAGE
    assert not client.cookies


def test_guesses_by_the_button_count_too(client: Client) -> None:
    answers = [
        client.post("/r/ZZZZZZZZ/accept/", headers=OWN, REMOTE_ADDR="93.184.215.14").status_code
        for _ in range(11)
    ]

    assert answers == [303] * 10 + [429]


def test_it_is_pressed_not_opened(client: Client, advocate: Advocate) -> None:
    assert client.get(ACCEPT).status_code == 405


def test_by_default_nothing_is_kept(client: Client, advocate: Advocate, settings: Settings) -> None:
    settings.SHAREKIT = SITE

    assert client.post(ACCEPT, headers=OWN)["Location"] == f"/shop/?ref={CODE}"
    assert not client.cookies
