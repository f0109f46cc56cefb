"""The page that stops, and the one-click POST of mail programs."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from sharekit.contrib.mails.models import Subscription
from sharekit.contrib.mails.subscribing.permission import find_obstacle
from tests.unit.contrib.mails.pages.reading import get_confirm_path, get_stop_path
from tests.unit.contrib.mails.subscribing.making import ADDRESS, make_message, make_subscription

pytestmark = pytest.mark.django_db

State = Subscription.State
MULTIPART = (
    '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n'
)
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def client() -> Client:
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def row() -> Subscription:
    return make_subscription()


def test_opening_it_changes_nothing(client: Client, row: Subscription) -> None:
    path = get_stop_path(row)

    for _ in range(3):
        page = client.get(path)
        client.head(path)

    row.refresh_from_db()
    assert (page.status_code, row.state) == (200, State.CONFIRMED)
    assert ADDRESS not in page.content.decode()
    assert not page.cookies
    assert page["Referrer-Policy"] == "same-origin"
    assert page["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("List-Unsubscribe=One-Click", FORM),
        (
            MULTIPART,
            "multipart/form-data; boundary=x",
        ),
    ],
)
def test_the_one_click_post_stops_at_once(
    client: Client, row: Subscription, body: str, content_type: str
) -> None:
    message = make_message()

    page = client.post(get_stop_path(row), body, content_type=content_type)

    row.refresh_from_db()
    assert (page.status_code, row.state, row.how) == (200, State.STOPPED, "one-click")
    assert not page.cookies
    assert find_obstacle(message) == "stopped"


def test_the_button_stops_and_a_second_press_changes_nothing(
    client: Client, row: Subscription
) -> None:
    page = client.post(get_stop_path(row))
    row.refresh_from_db()
    stopped_at = row.stopped_at

    assert (page.status_code, row.state, row.how) == (200, State.STOPPED, "page")
    assert b"<form" not in page.content
    assert client.post(get_stop_path(row)).content == page.content
    row.refresh_from_db()
    assert row.stopped_at == stopped_at


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("&".join("a=1" for _ in range(2000)), FORM),
        ("x" * 3_000_000, FORM),
        ("a=%ff%00", f"{FORM}; charset=hex"),
        ("broken", "multipart/form-data"),
        ("{", "application/json"),
    ],
)
def test_a_body_of_any_kind_stops_too(
    client: Client, row: Subscription, body: str, content_type: str
) -> None:
    page = client.generic("POST", get_stop_path(row), body, content_type)

    row.refresh_from_db()
    assert (page.status_code, row.state) == (200, State.STOPPED)


def test_a_reader_of_several_topics_stops_all(client: Client, row: Subscription) -> None:
    other = make_subscription(topic="offers")
    assert b'name="all"' in client.get(get_stop_path(row)).content

    client.post(get_stop_path(row), {"all": "1"})

    other.refresh_from_db()
    row.refresh_from_db()
    assert {other.state, row.state} == {State.STOPPED}


def test_a_topic_that_the_site_removed_can_be_stopped(
    client: Client, row: Subscription, settings: Settings
) -> None:
    path = get_stop_path(row)
    settings.SHAREKIT = {**settings.SHAREKIT, "MAILS": {}}

    assert client.get(path).status_code == client.post(path).status_code == 200
    row.refresh_from_db()
    assert row.state == State.STOPPED


def test_after_an_erasure_nothing_is_left_to_stop(client: Client, row: Subscription) -> None:
    path = get_stop_path(row)
    row.delete()

    assert client.get(path).status_code == client.post(path).status_code == 200


def test_every_address_that_is_not_valid_is_answered_alike(
    client: Client, row: Subscription
) -> None:
    path = get_stop_path(row)
    wrong = [
        "/m/stop/example/",
        "/m/stop/1.x/",
        path[:-2] + "/",
        get_confirm_path(row).replace("confirm", "stop"),
    ]
    answers = {(page.status_code, page.content) for page in map(client.get, wrong)}
    answers |= {(page.status_code, page.content) for page in map(client.post, wrong)}

    row.refresh_from_db()
    assert {status for status, _ in answers} == {404}
    assert len(answers) == 1
    assert row.state == State.CONFIRMED


def test_the_page_speaks_the_language_of_the_letter(client: Client) -> None:
    row = make_subscription(language="ar")

    assert b'<html lang="ar" dir="rtl">' in client.get(get_stop_path(row)).content
