"""Guesses at codes: those that lead to no offer count, by network."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pytest_django import Settings

from sharekit.contrib.promotions.models import Advocate, Promotion, Referral
from tests.support import caches
from tests.unit.contrib.promotions.pages.making import (
    CODE,
    SITE,
    make_advocate,
    make_promotion,
)

PUBLIC = "93.184.215.14"
OTHER = "93.184.215.15"


def open_code(code: str = "ZZZZZZZZ", *, address: str = PUBLIC, **headers: str) -> HttpResponse:
    return Client().get(f"/r/{code}/", REMOTE_ADDR=address, headers=headers)  # type: ignore[return-value]


def count_answers(times: int, **options: str) -> list[int]:
    return [open_code(**options).status_code for _ in range(times)]


@pytest.mark.django_db
def test_pictures_in_a_comment_use_up_no_guesses(advocate: Advocate) -> None:
    for code in ("ZZZZZZZZ", CODE):
        pictures = [open_code(code, **{"Sec-Fetch-Dest": "image"}) for _ in range(11)]
        assert {each.status_code for each in pictures} == {403}
        assert {each.content for each in pictures} == {pictures[0].content}

    assert open_code(CODE, **{"Sec-Fetch-Dest": "document"}).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Dest": "empty", "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
        {"Sec-Fetch-Dest": "empty", "Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Dest": "empty", "Sec-Fetch-Site": "same-origin", "Sec-Purpose": "prefetch"},
        {"Sec-Fetch-Dest": "document", "Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
    ],
)
def test_a_foreign_page_and_links_loaded_in_advance_use_up_no_guesses(
    advocate: Advocate, headers: dict[str, str]
) -> None:
    for code in ("ZZZZZZZZ", CODE):
        answers = [open_code(code, **headers) for _ in range(11)]
        assert {each.status_code for each in answers} == {403}
        assert {each["Cache-Control"] for each in answers} == {"private, no-store"}

    assert open_code(CODE).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_a_router_of_the_site_itself_may_fetch_the_page_of_a_code(
    advocate: Advocate, site: str
) -> None:
    headers = {"Sec-Fetch-Dest": "empty", "Sec-Fetch-Site": site}

    assert open_code(CODE, **headers).status_code == 200
    assert count_answers(11, **headers) == [404] * 10 + [429]


@pytest.mark.django_db
def test_after_ten_unknown_codes_a_network_waits(advocate: Advocate) -> None:
    assert count_answers(11) == [404] * 10 + [429]

    known = open_code(CODE)
    assert known.status_code == 429
    assert 0 < int(known["Retry-After"]) <= 3600
    assert CODE not in known.content.decode()
    assert open_code(CODE, address=OTHER).status_code == 200


@pytest.mark.django_db
def test_codes_of_an_offer_do_not_count_whatever_it_says(promotion: Promotion) -> None:
    make_advocate(promotion)

    assert count_answers(15, code=CODE) == [200] * 15
    for column in ({"state": "paused"}, {"state": "live", "rewarded": promotion.cap_total}):
        Promotion.objects.update(**column)
        assert count_answers(15, code=CODE) == [200] * 15
    assert count_answers(15, code="robots.txt") == [404] * 15


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("advocate", "promotion"),
    [
        ({"left_at": timezone.now()}, {}),
        ({"blocked_at": timezone.now()}, {}),
        ({}, {"state": "ended"}),
        ({}, {"ends_at": timezone.now()}),
        ({}, {"state": "draft"}),
        ({}, {"starts_at": timezone.now() + timedelta(days=1)}),
    ],
)
def test_codes_that_lead_to_no_offer_count_like_unknown_ones(
    advocate: dict[str, Any], promotion: dict[str, Any]
) -> None:
    make_advocate(make_promotion(**promotion), **advocate)

    unknown = [open_code(address=OTHER) for _ in range(11)]
    answers = [open_code(CODE) for _ in range(11)]

    assert [each.status_code for each in answers] == [404] * 10 + [429]
    assert [each.content for each in answers] == [each.content for each in unknown]


@pytest.mark.django_db
def test_accepting_a_code_that_leads_to_no_offer_counts(promotion: Promotion) -> None:
    make_advocate(promotion, left_at=timezone.now())
    client = Client(headers={"origin": "http://testserver"})

    answers = [client.post(f"/r/{CODE}/accept/", REMOTE_ADDR=PUBLIC).status_code for _ in range(11)]

    assert answers == [303] * 10 + [429]


@pytest.mark.django_db
def test_all_addresses_of_an_ipv6_network_count_together() -> None:
    for number in range(10):
        open_code(address=f"2606:2800:21f:1::{number:x}")

    assert open_code(address="2606:2800:21f:1::ffff").status_code == 429
    assert open_code(address="2606:2800:21f:2::1").status_code == 404


@pytest.mark.django_db
def test_behind_proxies_the_reader_counts(settings: Settings) -> None:
    settings.SHAREKIT = {**SITE, "TRUSTED_PROXIES": 1}
    for _ in range(10):
        open_code(address="10.0.0.1", x_forwarded_for=f"1.2.3.4, {PUBLIC}")

    assert open_code(address="10.0.0.1", x_forwarded_for=PUBLIC).status_code == 429
    assert open_code(address="10.0.0.1", x_forwarded_for=OTHER).status_code == 404


@pytest.mark.django_db
def test_a_site_sets_the_rate(settings: Settings) -> None:
    settings.SHAREKIT = {**SITE, "PROMOTIONS": {"CODE_RATE": "2/day"}}
    assert count_answers(3) == [404, 404, 429]

    caches.empty()
    settings.SHAREKIT = {**SITE, "PROMOTIONS": {"CODE_RATE": ""}}
    assert count_answers(15) == [404] * 15


class TestAnyCode(TestCase):
    """Any text in the place of a code is an unknown code."""

    @given(st.text(min_size=1, max_size=80))
    def test_it_is_answered_alike_and_writes_nothing(self, text: str) -> None:
        address = f"/r/{quote(text.replace('/', '-'), safe='', errors='surrogatepass')}/"

        page = Client().get(address)

        assert page.status_code == 404
        assert not Referral.objects.exists()
