"""The list of articles: filtered, ordered, and a page at a time."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from sharekit import aggregate
from sharekit.keys import ArticleKey
from sharekit.models import Article
from sharekit.reports.figures.articles.paging import ORDERS
from sharekit.reports.figures.articles.sums import list_articles
from sharekit.reports.period.days import Period, last_days, today
from sharekit.reports.tables.articles import build_articles, render_json
from sharekit.status.status import get_status
from tests.support.traffic import BRIDGE, SWIFTS, post, share, visit
from tests.unit.api.conftest import DAY

CAFE = ArticleKey("/caf%C3%A9/", "https://news.example/caf%C3%A9/?page=2", "The café")


def get(client: Client, **asked: str | int) -> dict[str, Any]:
    response = client.get(reverse("sharekit:api-articles"), asked)
    assert response.status_code == 200, response.content
    answer: dict[str, Any] = response.json()
    return answer


def list_titles(client: Client, **asked: str | int) -> list[str]:
    return [article["title"] for article in get(client, **asked)["articles"]]


def turn(client: Client, **asked: str | int) -> list[str]:
    """Return the titles of every page, one after the other."""
    answer = get(client, **asked)
    titles = [article["title"] for article in answer["articles"]]
    while answer["next"]:
        answer = client.get(answer["next"]).json()
        assert answer["articles"]
        assert len(titles) < 100, "the pages go round in circles"
        titles += [article["title"] for article in answer["articles"]]
    return titles


@pytest.fixture
def many(transactional_db: None) -> list[str]:
    """Share nine articles, most of them as often as others, and return their titles."""
    for number in range(9):
        key = ArticleKey(f"/{number}/", f"https://news.example/{number}/", f"Article {number}")
        post(*[share() for _ in range(number // 4 + 1)], {"kind": "view"}, article=key)
    aggregate.drain()
    return [f"Article {number}" for number in range(9)]


def test_it_begins_with_time_and_period_and_holds_what_the_report_holds(
    editor: Client, swifts: Article
) -> None:
    answer = get(editor, days=2)

    assert list(answer) == ["counted_up_to", "since", "until", "next", "articles"]
    assert (answer["since"], answer["until"]) == (str(last_days(2).since), str(today()))
    report = build_articles(get_status().counted_up_to, last_days(2))
    assert answer["articles"] == json.loads(render_json(report))["articles"]


def test_a_period_an_address_and_a_search_limit_it(editor: Client, swifts: Article) -> None:
    post(share(), article=CAFE)
    aggregate.drain()

    every = [SWIFTS.title, BRIDGE.title, CAFE.title]
    assert sorted(list_titles(editor)) == sorted(every)
    assert list_titles(editor, until="2020-01-01") == []
    assert list_titles(editor, days=2) == [SWIFTS.title, CAFE.title]
    assert list_titles(editor, article="/swifts/") == [SWIFTS.title]
    assert list_titles(editor, article=swifts.pk) == [SWIFTS.title]
    assert list_titles(editor, article="/none/") == list_titles(editor, article=10**30) == []
    assert list_titles(editor, search="bRiDg") == [BRIDGE.title]
    assert list_titles(editor, search="news.example/swi") == [SWIFTS.title]
    assert list_titles(editor, search="/café/") == [CAFE.title]
    assert list_titles(editor, search="%") == [CAFE.title]


def test_every_figure_orders_it_both_ways(editor: Client, many: list[str]) -> None:
    for order in ORDERS:
        name = order.lstrip("-")
        articles = get(editor, ordering=order)["articles"]
        values = [
            each["shares"] + each["copies"] if name == "acts" else each[name] for each in articles
        ]
        assert values == sorted(values, reverse=order.startswith("-")), order


def test_pages_hold_every_article_once_and_in_order(editor: Client, many: list[str]) -> None:
    for order in ("", "-shares", "shares", "-reshares", "title", "-url"):
        asked = {"ordering": order} if order else {}
        whole = list_titles(editor, **asked)

        assert sorted(whole) == many, order
        for limit in (1, 2, 3, 8):
            assert turn(editor, limit=limit, **asked) == whole, (order, limit)


def test_by_default_it_is_ordered_as_every_report(editor: Client, many: list[str]) -> None:
    post(visit("w" + "x" * 10), article=ArticleKey("/3/", "https://news.example/3/", "Article 3"))
    aggregate.drain()

    report = [row.title for row in list_articles(Period())]

    assert turn(editor, limit=2) == list_titles(editor) == report


def test_the_next_page_keeps_what_was_asked(editor: Client, many: list[str]) -> None:
    post(share(age=3 * DAY), article=BRIDGE)
    aggregate.drain()

    assert turn(editor, limit=2, days=2, search="article", ordering="title") == many


def test_what_is_counted_between_two_pages_repeats_and_loses_no_other(
    editor: Client, many: list[str]
) -> None:
    first = get(editor, limit=4, ordering="title")
    post(share(), article=ArticleKey("/new/", "https://news.example/new/", "A new one"))
    aggregate.drain()

    second = editor.get(first["next"]).json()

    titles = [each["title"] for each in first["articles"] + second["articles"]]
    assert titles == many[:8]


def test_articles_without_counts_are_left_out(editor: Client, swifts: Article) -> None:
    Article.objects.create(identity="/a/", url="https://news.example/a/", title="Never read")

    assert sorted(list_titles(editor)) == sorted([SWIFTS.title, BRIDGE.title])


def test_a_page_takes_as_many_queries_whatever_it_holds(
    editor: Client, many: list[str], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for limit in (1, 9):
        # Session, user, two for permissions; four for the status; four for the page.
        with django_assert_num_queries(13):
            get(editor, limit=limit)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"since": "yesterday"}, "“yesterday” is not a valid day. Write it as YYYY-MM-DD."),
        ({"since": "2026-11-02", "until": "2026-11-01"}, "“until” must not be before “since”."),
        ({"days": "7", "until": "2026-11-01"}, "Use either “days”, or “since” and “until”."),
        ({"days": "0"}, "“days” must be a whole number from 1 to 36525, not “0”."),
        ({"days": "seven"}, "“days” must be a whole number from 1 to 36525, not “seven”."),
        ({"days": "²"}, "“days” must be a whole number from 1 to 36525, not “²”."),
        ({"days": "9" * 5000}, "“days” must be a whole number from 1 to 36525, not"),
        ({"limit": "1001"}, "“limit” must be a whole number from 1 to 1000, not “1001”."),
        ({"article": "https://["}, "“https://[” is not a valid page address."),
        ({"search": "a\0b"}, "“search” contains a NUL character."),
        ({"search": ""}, "Give the parameter “search” exactly one value."),
        ({"limit": ["1", "2"]}, "Give the parameter “limit” exactly one value."),
        (
            {"ordering": "token"},
            "“token” is not a valid “ordering”. Choose from -acts, acts, -views, ",
        ),
        ({"page": "2"}, "Unknown parameter “page”. Choose from days, since, until, article,"),
        (
            {"cursor": "2"},
            "The cursor is not valid here. Use the one from “next”, and do not change",
        ),
        ({"cursor": signing.dumps([["-acts"], [1]])}, "The cursor is not valid here"),
    ],
)
def test_a_bad_question_is_answered_400_with_a_sentence(
    editor: Client, asked: dict[str, Any], sentence: str
) -> None:
    response = editor.get(reverse("sharekit:api-articles"), asked)

    assert response.status_code == 400
    assert list(response.json()) == ["error"]
    assert response.json()["error"].startswith(sentence)


def test_a_cursor_of_another_order_is_refused(editor: Client, many: list[str]) -> None:
    following = get(editor, limit=2, ordering="title")["next"]

    assert editor.get(following).status_code == 200
    assert editor.get(following.replace("ordering=title", "ordering=url")).status_code == 400
