"""The API gives the report to staff who may see articles, and to nobody else."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from sharekit import aggregate, tokens
from tests.traffic import BRIDGE, SWIFTS, post, share, visit

DAY = 24 * 3_600_000


def log_in(*permissions: str, is_staff: bool = True) -> Client:
    user = User.objects.create_user("editor", is_staff=is_staff)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor(db: None) -> Client:
    return log_in("view_report")


@pytest.mark.django_db(transaction=True)
def test_staff_who_may_see_articles_get_the_report() -> None:
    link = tokens.mint("w")
    post(share(link))
    post(visit(link), address="192.0.2.2")
    aggregate.drain()

    response = log_in("view_report").get(reverse("sharekit:api-articles"))

    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    assert list(response.json()) == ["counted_up_to", "articles"]
    (article,) = response.json()["articles"]
    assert article["channels"]["whatsapp"] == {
        "shares": 1,
        "copies": 0,
        "clickbacks": 1,
        "reshares": 0,
    }


@pytest.mark.django_db(transaction=True)
def test_the_report_can_be_of_one_article_and_of_some_days() -> None:
    post(share(age=3 * DAY))
    post(share(), article=BRIDGE)
    aggregate.drain()
    editor = log_in("view_report")

    def find(**asked: str) -> list[str]:
        report = editor.get(reverse("sharekit:api-articles"), asked).json()
        return [article["url"] for article in report["articles"]]

    assert find(article="/swifts/") == [SWIFTS.address]
    assert find(days="2") == [BRIDGE.address]
    assert find(until="2020-01-01") == []


@pytest.mark.django_db
def test_strangers_are_turned_away(client: Client) -> None:
    assert client.get(reverse("sharekit:api-articles")).status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("permissions", "is_staff"), [((), True), (("view_report",), False), (("view_story",), True)]
)
def test_users_without_the_permission_are_turned_away(
    permissions: tuple[str, ...], *, is_staff: bool
) -> None:
    client = log_in(*permissions, is_staff=is_staff)

    assert client.get(reverse("sharekit:api-articles")).status_code == 403


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"since": "yesterday"}, "“yesterday” is no day; write it as YYYY-MM-DD."),
        ({"since": "2026-11-02", "until": "2026-11-01"}, "The period ends before it begins."),
        ({"days": "0"}, "The number of days is 1 or more, not 0."),
        ({"article": "https://["}, "“https://[” is no address of a page."),
    ],
)
def test_a_bad_question_is_answered_400_with_a_sentence(
    editor: Client, asked: dict[str, str], sentence: str
) -> None:
    response = editor.get(reverse("sharekit:api-articles"), asked)

    assert response.status_code == 400
    assert response.json() == {"error": sentence}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(editor: Client, method: str) -> None:
    assert getattr(editor, method)(reverse("sharekit:api-articles")).status_code == 405
