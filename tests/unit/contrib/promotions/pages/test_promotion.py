"""The page for readers without a code."""

from __future__ import annotations

import pytest
from django.test import Client

from sharekit.contrib.promotions.models import Advocate, Promotion
from tests.unit.contrib.promotions.pages.making import make_promotion, read_words

pytestmark = pytest.mark.django_db

PAGE = "/r/p/friends/"


def test_without_a_code_a_reader_types_one(client: Client, advocate: Advocate) -> None:
    assert 'name="ref"' in client.get(PAGE).content.decode()
    assert client.get(PAGE, {"ref": "k7m2 xq9d"})["Location"] == "/r/K7M2XQ9D/"
    wrong = client.get(PAGE, {"ref": "\0//evil.example"}, follow=True)
    assert wrong.redirect_chain == [("/r/-/", 303)]
    assert wrong.content == client.get("/r/AAAAAAAA/").content


@pytest.mark.parametrize(
    ("state", "status", "words"),
    [
        (Promotion.State.LIVE, 200, "10 euros off your first order"),
        (Promotion.State.PAUSED, 200, "This offer is paused"),
        (Promotion.State.ENDED, 200, "This offer is over Thank you for your interest."),
        (Promotion.State.DRAFT, 404, ""),
    ],
)
def test_the_page_without_a_code_says_how_the_promotion_is(
    client: Client, state: str, status: int, words: str
) -> None:
    make_promotion(state=state)

    page = client.get(PAGE)

    assert page.status_code == status
    assert words in read_words(page.content.decode())
    assert client.get("/r/p/unknown/").status_code == 404
