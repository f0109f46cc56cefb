"""The list of articles: filtered, ordered, and a page at a time."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from sharekit.aggregate.drain import drain
from sharekit.api.parameters import ORDERS
from sharekit.keys import ArticleKey
from sharekit.models import Article
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
    return [article["title"] for article in get(client, **asked)["results"]]


def turn(client: Client, **asked: str | int) -> list[str]:
    """Return the titles of every page, one after the other; backwards, they are the same."""
    answers = [get(client, **asked)]
    while answers[-1]["next"]:
        answers.append(client.get(answers[-1]["next"]).json())
        assert answers[-1]["results"]
        assert len(answers) < 100, "the pages go round in circles"
    answer = answers[-1]
    for before in reversed(answers[:-1]):
        answer = client.get(answer["previous"]).json()
        assert answer["results"] == before["results"]
        assert answer["next"]
    assert answer["previous"] is None
    return [article["title"] for answer in answers for article in answer["results"]]


@pytest.fixture
def many(transactional_db: None) -> list[str]:
    """Share nine articles, most of them as often as others, and return their titles."""
    for number in range(9):
        key = ArticleKey(f"/{number}/", f"https://news.example/{number}/", f"Article {number}")
        post(*[share() for _ in range(number // 4 + 1)], {"kind": "view"}, article=key)
    drain()
    return [f"Article {number}" for number in range(9)]


def test_it_begins_with_time_and_period_and_holds_what_the_report_holds(
    editor: Client, swifts: Article
) -> None:
    answer = get(editor, days=2)

    assert list(answer) == ["counted_up_to", "since", "until", "next", "previous", "results"]
    assert (answer["since"], answer["until"]) == (str(last_days(2).since), str(today()))
    report = build_articles(get_status().counted_up_to, last_days(2))
    assert answer["results"] == json.loads(render_json(report))["articles"]


def test_a_period_an_address_and_a_search_limit_it(editor: Client, swifts: Article) -> None:
    post(share(), article=CAFE)
    drain()

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
        articles = get(editor, ordering=order)["results"]
        values = [
            each["shares"] + each["copies"] if name == "acts" else each[name] for each in articles
        ]
        assert values == sorted(values, reverse=order.startswith("-")), order


def test_pages_hold_every_article_once_and_in_order(editor: Client, many: list[str]) -> None:
    for order in ("", "-shares", "shares", "-reshares", "title", "-url"):
        asked = {"ordering": order} if order else {}
        whole = list_titles(editor, **asked)

        assert sorted(whole) == many, order
        for limit in (2, 8):
            assert turn(editor, limit=limit, **asked) == whole, (order, limit)


def test_by_default_it_is_ordered_as_every_report(editor: Client, many: list[str]) -> None:
    post(visit("w" + "x" * 10), article=ArticleKey("/3/", "https://news.example/3/", "Article 3"))
    drain()

    report = [row.title for row in list_articles(Period())]

    assert turn(editor, limit=2) == list_titles(editor) == report


def test_the_next_page_keeps_what_was_asked(editor: Client, many: list[str]) -> None:
    post(share(age=3 * DAY), article=BRIDGE)
    drain()

    assert turn(editor, limit=2, days=2, search="article", ordering="title") == many


@pytest.mark.parametrize("order", ["", "-shares", "shares", "-views", "title"])
def test_articles_that_stay_the_same_are_on_exactly_one_page_whatever_is_counted(
    editor: Client, many: list[str], order: str
) -> None:
    """The others move up or down, or are new, and might shift the rest by one."""
    answer = get(editor, limit=2, **({"ordering": order} if order else {}))
    first, pages = answer["results"], [answer]
    moved = {first[0]["title"], "Article 4", "Article 8", "A new one"}

    while answer["next"]:
        # Later on nothing moves: in ascending order, what is counted would always be ahead.
        for title in sorted(moved) if len(pages) < 4 else ():
            path = f"/{title[-1]}/"
            key = ArticleKey(path, f"https://news.example{path}", title)
            post(share(), {"kind": "view"}, article=key)
        drain()
        answer = editor.get(answer["next"]).json()
        pages.append(answer)
    there = [article["title"] for page in pages for article in page["results"]]

    assert sorted(set(there) - moved) == sorted(title for title in there if title not in moved)
    assert set(many) - moved <= set(there)
    assert len(pages) > 3


def test_a_page_whose_articles_are_gone_is_empty(editor: Client, many: list[str]) -> None:
    following = get(editor, limit=8, ordering="title")["next"]
    Article.objects.filter(title="Article 8").delete()

    answer = editor.get(following).json()

    assert (answer["results"], answer["next"], answer["previous"]) == ([], None, None)


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
        ({"since": "yesterday"}, "Date has wrong format. Use one of these formats instead: YYYY"),
        ({"until": ""}, "Date has wrong format."),
        ({"until": "2026-11-01", "since": "2026-11-02"}, "“until” must not be before “since”."),
        ({"days": "7", "until": "2026-11-01"}, "Use either “period”, or “days”, or “since”"),
        ({"period": "today", "days": "7"}, "Use either “period”, or “days”, or “since”"),
        ({"period": "today", "until": "2026-11-01"}, "Use either “period”, or “days”,"),
        ({"period": "lastweek"}, "“lastweek” is not valid. Choose from today, yesterday, last-7-"),
        ({"period": ""}, "“” is not valid."),
        ({"days": "0"}, "Ensure this value is greater than or equal to 1."),
        ({"days": "36526"}, "Ensure this value is less than or equal to 36525."),
        ({"days": ""}, "A valid integer is required."),
        ({"days": "seven"}, "A valid integer is required."),
        ({"days": "²"}, "A valid integer is required."),
        ({"days": "9" * 5000}, "String value too large."),
        ({"limit": "1001"}, "Ensure this value is less than or equal to 1000."),
        ({"limit": ["1", "2"]}, "Give exactly one value."),
        ({"article": "https://["}, "“https://[” is not a valid page address."),
        ({"search": ""}, "This field may not be blank."),
        ({"site": "\x1e"}, "Give the host of a site, such as “news.example”."),
        ({"site": "https://a.example"}, "Give the host of a site, such as “news.example”."),
        ({"ordering": "token"}, "“token” is not valid. Choose from -acts, acts, -clickbacks, "),
        ({"ordering": "title,url"}, "“title,url” is not valid. Choose from -acts,"),
        ({"format": "xml"}, "Unknown parameter."),
        ({"page": "2"}, "Unknown parameter. Choose from period, days, since, until, site,"),
    ],
)
def test_a_bad_question_is_answered_400_with_a_sentence(
    editor: Client, asked: dict[str, Any], sentence: str
) -> None:
    response = editor.get(reverse("sharekit:api-articles"), asked)

    assert response.status_code == 400
    assert list(response.json()) == [next(iter(asked))]
    assert response.json()[next(iter(asked))][0].startswith(sentence)


def make_cursor(position: str) -> str:
    """Return a cursor as REST framework encodes one."""
    return b64encode(urlencode({"p": position}).encode()).decode()


@pytest.mark.parametrize(
    "cursor",
    [
        *("2", "ä", make_cursor("1"), make_cursor("{"), make_cursor("null")),
        *(make_cursor('{"pk": 1}'), make_cursor('{"pk": 1, "title": "A"}')),
        *(make_cursor('{"title": 1, "pk": 1}'), make_cursor('{"title": "A", "pk": 1.5}')),
    ],
)
def test_a_cursor_that_is_not_valid_is_404(editor: Client, many: list[str], cursor: str) -> None:
    asked = {"ordering": "title", "cursor": cursor}

    response = editor.get(reverse("sharekit:api-articles"), asked)

    assert response.status_code == 404
    assert response.json() == {"detail": "Invalid cursor"}


def test_a_cursor_of_another_order_is_refused(editor: Client, many: list[str]) -> None:
    following = get(editor, limit=2, ordering="title")["next"]

    assert editor.get(following).status_code == 200
    assert editor.get(following.replace("ordering=title", "ordering=url")).status_code == 404
