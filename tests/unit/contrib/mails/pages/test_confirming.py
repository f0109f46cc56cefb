"""The page that confirms: a button, because scanners open every link."""

from __future__ import annotations

import pytest
from django.test import Client

from sharekit.contrib.mails.models import Subscription
from sharekit.contrib.mails.public import stop
from tests.unit.contrib.mails.pages.reading import get_confirm_path, get_stop_path, read_words
from tests.unit.contrib.mails.subscribing.making import ADDRESS, WORDING, make_subscription

pytestmark = pytest.mark.django_db

State = Subscription.State


@pytest.fixture
def client() -> Client:
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def asked() -> Subscription:
    return make_subscription(state=State.ASKED, confirmed_at=None)


def test_opening_it_changes_nothing(client: Client, asked: Subscription) -> None:
    path = get_confirm_path(asked)

    for _ in range(3):
        page = client.get(path)
        client.head(path)

    asked.refresh_from_db()
    assert (page.status_code, asked.state) == (200, State.ASKED)
    assert WORDING in read_words(page)  # type: ignore[arg-type]
    assert ADDRESS not in page.content.decode()
    assert not page.cookies
    assert page["Referrer-Policy"] == "same-origin"
    assert page["X-Robots-Tag"] == "noindex, nofollow"


def test_the_button_confirms_without_a_cookie(client: Client, asked: Subscription) -> None:
    page = client.post(get_confirm_path(asked))

    asked.refresh_from_db()
    assert (page.status_code, asked.state) == (200, State.CONFIRMED)
    assert b"<form" not in page.content
    assert client.get(get_confirm_path(asked)).content == page.content


def test_a_button_of_before_the_stop_confirms_nothing(client: Client, asked: Subscription) -> None:
    stop(ADDRESS, "weekly")

    page = client.post(get_confirm_path(asked))

    asked.refresh_from_db()
    assert (page.status_code, asked.state) == (200, State.STOPPED)
    assert b"<form" not in page.content


def test_every_address_that_is_not_valid_is_answered_alike(
    client: Client, asked: Subscription
) -> None:
    path = get_confirm_path(asked)
    wrong = [
        "/m/confirm/1/",
        "/m/confirm/1.x/",
        path[:-2] + "/",
        get_stop_path(asked).replace("stop", "confirm"),
    ]
    answers = {(page.status_code, page.content) for page in map(client.get, wrong)}
    answers |= {(page.status_code, page.content) for page in map(client.post, wrong)}
    asked.delete()
    erased = client.post(path)

    assert {status for status, _ in answers} == {404}
    assert answers == {(erased.status_code, erased.content)}


def test_other_methods_are_refused(client: Client, asked: Subscription) -> None:
    assert client.put(get_confirm_path(asked)).status_code == 405
