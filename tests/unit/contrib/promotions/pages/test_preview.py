"""The preview: a marketer sees what friends will see."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from sharekit.contrib.promotions.models import Promotion
from tests.unit.contrib.promotions.pages.making import make_promotion

pytestmark = pytest.mark.django_db

PREVIEW = "/r/p/friends/?preview"


@pytest.fixture
def marketer() -> Client:
    """Return the client of somebody who may see promotions."""
    user = User.objects.create_user("eva", first_name="Eva")
    user.user_permissions.add(Permission.objects.get(codename="view_promotion"))
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("state", Promotion.State)
def test_a_marketer_sees_the_page_of_friends_in_every_state(marketer: Client, state: str) -> None:
    make_promotion(state=state)

    html = marketer.get(PREVIEW).content.decode()

    assert "<bdi>Eva</bdi> has a gift for you" in html
    assert "CODE-CODE" in html
    assert "?ref=" not in html
    assert "data-events" not in html


def test_nobody_else_sees_a_draft(client: Client, ben: Client) -> None:
    make_promotion(state=Promotion.State.DRAFT)

    assert client.get(PREVIEW).status_code == ben.get(PREVIEW).status_code == 404


def test_others_see_the_page_without_a_code(client: Client, promotion: Promotion) -> None:
    assert client.get(PREVIEW).content == client.get("/r/p/friends/").content


def test_an_unknown_promotion_has_no_preview(marketer: Client) -> None:
    assert marketer.get("/r/p/unknown/?preview").status_code == 404
