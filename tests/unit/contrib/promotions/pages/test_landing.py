"""The page that a friend opens by a code."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.test.utils import override_script_prefix
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from sharekit.contrib.promotions.models import Advocate, Promotion, Referral
from sharekit.contrib.promotions.public import Refusal, claim
from sharekit.link_checks.check import check_page
from tests.unit.contrib.promotions.pages.making import (
    CODE,
    PANEL,
    SITE,
    make_advocate,
    make_promotion,
    make_referral,
    read_words,
)

pytestmark = pytest.mark.django_db

PAGE = f"/r/{CODE}/"


def read(client: Client, address: str = PAGE, **options: object) -> str:
    return unescape(client.get(address, **options).content.decode())  # type: ignore[arg-type]


def test_it_shows_what_both_get_and_what_the_advocate_will_learn(
    client: Client, advocate: Advocate
) -> None:
    words = read_words(read(client))

    assert words.startswith("news.example Anna has a gift for you 10 euros off your first order")
    assert "10 euros off, from 30 euros" in words
    assert "Your code K7M2-XQ9D" in words
    assert "Anna gets: 10 euros for your next order" in words
    assert "Anna will learn that a friend ordered, not who." in words


def test_its_button_leads_to_the_destination_with_the_code(
    client: Client, advocate: Advocate
) -> None:
    html = read(client)

    assert f'href="/shop/?ref={CODE}" rel="nofollow" data-sharekit-carry>' in html
    assert '<a href="/terms/">' in html


@pytest.mark.parametrize("code", ["k7m2xq9d", "K7M2-XQ9D", "k7m2 xq9d", "K7M2\u2013XQ9D"])
def test_a_code_is_the_same_however_people_write_it(
    client: Client, advocate: Advocate, code: str
) -> None:
    assert read(client, f"/r/{code}/") == read(client)


def test_nobody_keeps_or_lists_it_and_its_code_leaves_no_trace(
    client: Client, advocate: Advocate
) -> None:
    page = client.get(PAGE)

    assert page["Cache-Control"] == "private, no-store"
    assert page["Referrer-Policy"] == "same-origin"
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert not page.cookies
    assert "Cookie" not in page.get("Vary", "")
    assert "<style" not in page.content.decode()
    assert " style=" not in page.content.decode()


def test_chat_apps_get_a_preview_with_the_advocate_s_address(
    client: Client, promotion: Promotion
) -> None:
    make_advocate(promotion)
    Promotion.objects.update(picture="/media/coffee.jpg", headline='10 "euros" <off>')

    html = client.get(PAGE).content.decode()

    tags = dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', html))
    assert unescape(tags["og:title"]) == '10 "euros" <off>'
    assert tags["og:description"] == tags["description"] == "10 euros off, from 30 euros"
    assert tags["og:url"] == f"https://news.example{PAGE}"
    assert tags["og:image"] == "https://news.example/media/coffee.jpg"


def test_every_app_that_shows_previews_finds_what_it_reads(promotion: Promotion) -> None:
    make_advocate(promotion)
    Promotion.objects.update(picture="/media/coffee.jpg")

    rows = [row for row in check_page(PAGE, host="testserver").apps if row.previews]

    assert rows
    assert all(row.title and row.text and row.image and not row.lacks for row in rows)


def test_it_counts_as_the_promotion_whose_key_has_no_code(
    client: Client, advocate: Advocate
) -> None:
    html = read(client)

    (script,) = re.findall(r"<script [^>]*data-events[^>]*>", html)
    assert "https://news.example/r/p/friends/ 10 euros off your first order:" in script
    assert CODE not in script


@pytest.mark.parametrize("column", ["left_at", "blocked_at"])
def test_unknown_and_closed_codes_get_one_answer(
    client: Client, promotion: Promotion, column: str
) -> None:
    unknown = client.get(PAGE)
    make_advocate(promotion)
    Advocate.objects.update(**{column: timezone.now()})

    closed = client.get(PAGE)

    assert unknown.status_code == closed.status_code == 404
    assert unknown.content == closed.content
    assert unknown.headers == closed.headers


@pytest.mark.parametrize(
    "values",
    [
        {"state": Promotion.State.ENDED},
        {"state": Promotion.State.DRAFT},
        {"starts_at": timezone.now() + timedelta(days=1)},
        {"ends_at": timezone.now() - timedelta(days=1)},
    ],
)
def test_codes_of_an_offer_that_does_not_run_get_the_same(
    client: Client, values: dict[str, object]
) -> None:
    unknown = client.get(PAGE)
    make_advocate(make_promotion(**values))

    assert client.get(PAGE).content == unknown.content


def test_every_code_without_an_offer_takes_one_query(
    client: Client, promotion: Promotion, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_advocate(promotion, code="AAAAAAA0", left_at=timezone.now())
    make_advocate(promotion, code="AAAAAAA1", blocked_at=timezone.now())

    for code in ("ZZZZZZZZ", "AAAAAAA0", "AAAAAAA1", "robots.txt"):
        with django_assert_num_queries(1):
            client.get(f"/r/{code}/")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (
            {"state": Promotion.State.PAUSED},
            "news.example This offer is paused Please try again later.",
        ),
        (
            {"cap_total": 3, "rewarded": 3},
            "news.example This offer is over All gifts have been given out.",
        ),
    ],
)
def test_while_friends_cannot_claim_it_says_why(
    client: Client, values: dict[str, object], sentence: str
) -> None:
    make_advocate(make_promotion(**values))

    page = client.get(PAGE)

    assert page.status_code == 200
    assert read_words(page.content.decode()).startswith(sentence)
    assert CODE not in page.content.decode()


def test_when_the_last_gift_is_promised_to_a_friend_it_is_over_as_at_the_checkout(
    client: Client,
) -> None:
    advocate = make_advocate(make_promotion(cap_total=1))
    make_referral(advocate, Referral.State.PENDING)

    assert "All gifts have been given out." in read(client)
    refusal = claim(CODE, email="friend@mail.example")
    assert isinstance(refusal, Refusal)
    assert refusal.sentence == "All gifts have been given out."


def test_the_name_for_colleagues_is_on_no_page(client: Client, anna: Client) -> None:
    Promotion.objects.update(name="Price test B, until Ms Weber says so")

    for page in (PAGE, "/r/p/friends/"):
        html = client.get(page).content.decode()
        assert "10 euros off your first order" in html
        assert "Weber" not in html
    assert "Weber" not in anna.get(PANEL).content.decode()


def test_a_promotion_without_a_cap_never_closes_by_it(client: Client) -> None:
    make_advocate(make_promotion(cap_total=0, rewarded=10_000))

    assert client.get(PAGE).status_code == 200


@pytest.mark.parametrize(
    ("destination", "expected"),
    [
        ("/", f"/?ref={CODE}"),
        ("/shop/?a=1&a=2&b=#goods", f"/shop/?a=1&a=2&b=&ref={CODE}#goods"),
        ("/shop/?ref=AAAAAAAA", f"/shop/?ref={CODE}"),
        ("https://shop.example/new/", f"https://shop.example/new/?ref={CODE}"),
        ("http://shop.example/", f"/?ref={CODE}"),
        ("javascript:alert(1)", f"/?ref={CODE}"),
        ("data:text/html,x", f"/?ref={CODE}"),
        ("//evil.example/", f"/?ref={CODE}"),
        ("/\\evil.example/", f"/?ref={CODE}"),
        ("/\t/evil.example/", f"/?ref={CODE}"),
        ("https:evil.example", f"/?ref={CODE}"),
        ("https://[", f"/?ref={CODE}"),
        ("shop", f"/?ref={CODE}"),
        ("", f"/?ref={CODE}"),
    ],
)
def test_it_leads_only_to_pages_of_the_site_or_by_https(
    client: Client, destination: str, expected: str
) -> None:
    make_advocate(make_promotion(destination=destination, terms_url=destination, picture="x"))

    html = read(client)

    assert f'<a class="sharekit-accept" href="{expected}"' in html
    assert "javascript:" not in html
    assert "evil.example" not in html
    assert "og:image" not in html


def test_below_a_prefix_all_addresses_have_it(client: Client, advocate: Advocate) -> None:
    with override_script_prefix("/app/"):
        html = client.get(PAGE).content.decode()

    assert f'href="/app/shop/?ref={CODE}"' in html
    assert f'content="https://news.example/app{PAGE}"' in html


def test_readers_need_no_account(client: Client, advocate: Advocate, settings: Settings) -> None:
    login = "django.contrib.auth.middleware.LoginRequiredMiddleware"
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, login]

    assert client.get(PAGE).status_code == client.get("/r/p/friends/").status_code == 200
    assert client.post("/r/p/friends/join/").status_code == 302


def test_it_is_only_read(client: Client, advocate: Advocate) -> None:
    assert client.post(PAGE).status_code == client.put("/r/p/friends/").status_code == 405
    assert client.head(PAGE).status_code == 200


def test_of_several_sites_each_has_its_own(client: Client, settings: Settings) -> None:
    origins = {"news.example": "https://news.example", "b.example": "https://b.example"}
    settings.SHAREKIT = {"HASH_KEY": SITE["HASH_KEY"], "SITES": origins}
    settings.ALLOWED_HOSTS = [*origins]
    make_advocate(make_promotion(site="b.example"))

    assert client.get(PAGE, headers={"host": "b.example"}).status_code == 200
    assert client.get(PAGE, headers={"host": "news.example"}).status_code == 404
    assert client.get("/r/p/friends/", headers={"host": "news.example"}).status_code == 404
