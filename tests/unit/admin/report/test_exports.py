"""Exports: every table as CSV and JSON, the same rows as on the page, sent row by row."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import StreamingHttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from sharekit import tokens
from sharekit.aggregate.drain import drain
from sharekit.figures import OF_ARTICLES
from sharekit.keys import ArticleKey
from sharekit.models import Article, BlockRollup
from sharekit.reports.figures.articles.sums import list_articles
from sharekit.reports.period.days import last_days, today
from tests.support.traffic import BRIDGE, SWIFTS, post, share, visit
from tests.unit.admin.pages import read_table
from tests.unit.admin.report.page import share_long_ago

DAY = 24 * 3_600_000
OF_ALL = (
    "channels",
    "articles",
    "sources",
    "signs",
    "shares-by-day",
    "visits-by-day",
    "views-by-day",
)
OF_ONE = (*(name for name in OF_ALL if name != "articles"), "blocks", "generations")


def send(client: Client, table: str, form: str, **asked: Any) -> Any:
    return client.get(reverse("admin:sharekit_report_export", args=[table, form]), asked)


def read_csv(client: Client, table: str, **asked: Any) -> list[dict[str, str]]:
    response = send(client, table, "csv", **asked)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def read_json(client: Client, table: str, **asked: Any) -> dict[str, Any]:
    response = send(client, table, "json", **asked)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    sent: dict[str, Any] = json.loads(b"".join(response.streaming_content))
    return sent


def count_traffic() -> Article:
    """Let Swifts travel over three days, every table having something to say; return it."""
    for age in (2 * DAY, DAY, 0):
        links = [tokens.mint("w") for _ in range(3)]
        post(*(share(link, age=age) for link in links))
        resent = {"kind": "share", "channel": "email", "token": tokens.mint("e")}
        post(visit(links[0], age=age), resent | {"parent": links[0]}, address="192.0.2.2")
    copy = {"kind": "copy", "channel": "copy-text", "block": "swifts"}
    post(*[copy | {"token": tokens.mint("t")} for _ in range(6)])
    post(share(), {"kind": "view", "entry": True}, article=BRIDGE)
    drain()
    article = Article.objects.get(title=SWIFTS.title)
    article.previewrollups.create(day=today(), hour=3, app="whatsapp", signs=2)
    return article


def count_shown(page: str, table: str) -> list[list[str]]:
    """Return the numbers of a table, row by row: texts are written for people, numbers are not."""
    rows = read_table(page, table)[1:]
    return [[cell for cell in row if cell.replace(",", "").isdecimal()] for row in rows]


@pytest.mark.parametrize("table", OF_ALL)
def test_the_page_and_both_exports_hold_the_same_numbers(editor: Client, table: str) -> None:
    count_traffic()
    asked = {"days": 3, "more": 1}
    page = editor.get(reverse("admin:sharekit_report_changelist"), asked).content.decode()

    of_csv, of_json = (
        read_csv(editor, table, days=3),
        read_json(editor, table, days=3)["rows"],
    )

    shown = count_shown(page, table)
    assert shown
    assert [
        {name: "" if cell is None else str(cell) for name, cell in row.items()} for row in of_json
    ] == of_csv
    for numbers, row in zip(shown, of_json, strict=True):
        exported = [str(cell) for cell in row.values() if type(cell) is int]
        assert all(number in exported for number in numbers)


@pytest.mark.parametrize("table", OF_ONE)
def test_an_article_has_exports_of_its_own(editor: Client, table: str) -> None:
    article = count_traffic()
    address = reverse("admin:sharekit_article_change", args=[article.pk])
    page = editor.get(address, {"days": 3}).content.decode()
    asked = {"days": 3, "article": article.pk}

    of_csv, of_json = read_csv(editor, table, **asked), read_json(editor, table, **asked)["rows"]

    shown = count_shown(page, table)
    assert shown
    assert f"/export/{table}.csv?days=3&amp;article={article.pk}" in page
    assert [
        {name: "" if cell is None else str(cell) for name, cell in row.items()} for row in of_json
    ] == of_csv
    assert len(of_json) == len(shown)


def test_figures_are_exported_with_what_is_compared(editor: Client) -> None:
    count_traffic()
    share_long_ago(2, age=8 * DAY)

    rows = {row["figure"]: row for row in read_json(editor, "figures", days=2)["rows"]}

    assert rows["shares"] == {"figure": "shares", "count": 10, "compared": 3, "before": 2}
    assert rows["visits_per_share"] == {
        "figure": "visits_per_share",
        "count": None,
        "compared": None,
        "before": None,
    }
    of_csv = {row["figure"]: row for row in read_csv(editor, "figures", days=2)}
    assert (of_csv["shares"]["count"], of_csv["lift"]["count"]) == ("10", "")
    assert read_json(editor, "figures")["rows"][0]["compared"] is None


def test_json_says_up_to_when_it_is_counted_and_which_days_it_is_about(editor: Client) -> None:
    count_traffic()
    today = timezone.localdate()

    closed = read_json(editor, "channels", days=3)
    still_open = read_json(editor, "channels")

    assert list(closed) == ["counted_up_to", "since", "until", "rows"]
    assert closed["since"] == str(today - timedelta(days=2))
    assert closed["until"] == str(today)
    assert (still_open["since"], still_open["until"]) == (None, None)
    assert still_open["counted_up_to"].startswith("20")


def test_json_without_rows_is_json(editor: Client) -> None:
    assert read_json(editor, "channels", days=3)["rows"] == []
    assert read_csv(editor, "channels", days=3) == []


def test_spreadsheets_know_that_it_is_utf_8_and_compute_nothing(editor: Client) -> None:
    post(share(), article=ArticleKey("/a/", "https://news.example/a/", '=HYPERLINK("https://x")'))
    post(share(), article=ArticleKey("/b/", "https://news.example/b/", "Čtení"))
    drain()

    sent = b"".join(send(editor, "articles", "csv").streaming_content)

    assert sent.startswith(b"\xef\xbb\xbfid,url,title,")
    titles = {row["title"] for row in read_csv(editor, "articles")}
    assert titles == {'\'=HYPERLINK("https://x")', "Čtení"}


def test_a_block_whose_name_is_a_formula_is_neither_computed_nor_seen_by_a_terminal(
    editor: Client,
) -> None:
    copy = {"kind": "copy", "channel": "copy-text", "block": "x;=cmd|' /C calc'!A0\x1b[31m\u202e"}
    post(*[copy | {"token": tokens.mint("t")} for _ in range(6)])
    drain()
    article, row = Article.objects.get(), BlockRollup.objects.get()
    assert row.block == "x;=cmd|'/Ccalc'!A0[31m"
    # The second one came in before names were looked at.
    for stored in (row.block, "\t-1;\x1b]0;+1\x07"):
        BlockRollup.objects.update(block=stored)
        sent = b"".join(send(editor, "blocks", "csv", article=article.pk).streaming_content)

        assert not re.search(rb"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]", sent)
        for delimiter in ",;\t|":
            lines = sent.decode("utf-8-sig").splitlines()
            cells = [cell for row in csv.reader(lines, delimiter=delimiter) for cell in row]
            assert not [cell for cell in cells if cell.strip(' "').startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ({}, "sharekit-channels-all-days.csv"),
        ({"days": ""}, "sharekit-channels-all-days.csv"),
        ({"since": "2026-11-01"}, "sharekit-channels-from-2026-11-01.csv"),
        ({"until": "2026-11-07"}, "sharekit-channels-to-2026-11-07.csv"),
        (
            {"since": "2026-11-01", "until": "2026-11-07"},
            "sharekit-channels-from-2026-11-01-to-2026-11-07.csv",
        ),
    ],
)
def test_the_file_is_named_by_table_and_period(
    editor: Client, asked: dict[str, str], name: str
) -> None:
    response = send(editor, "channels", "csv", **asked)

    assert response["Content-Disposition"] == f'attachment; filename="{name}"'


def test_the_file_of_an_article_is_named_by_its_number(editor: Client) -> None:
    article = count_traffic()

    response = send(editor, "channels", "json", article=article.pk)

    name = f"sharekit-channels-article-{article.pk}-all-days.json"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'


def test_all_articles_are_sent_one_by_one_from_two_queries(
    editor: Client, share_articles: Callable[[int], list[ArticleKey]]
) -> None:
    share_articles(15)

    with CaptureQueriesContext(connection) as before:
        response = send(editor, "articles", "csv")
    with CaptureQueriesContext(connection) as during:
        lines = list(response.streaming_content)

    assert isinstance(response, StreamingHttpResponse)
    assert not [query for query in before if "articletotal" in query["sql"]]
    assert len(during) == 2
    assert len(lines) == 16


def test_articles_have_the_figures_of_every_other_report(editor: Client) -> None:
    count_traffic()

    rows = read_json(editor, "articles", days=2)["rows"]

    listed = list_articles(last_days(2))
    assert [{name: row[name] for name in ("id", "url", "title", *OF_ARTICLES)} for row in rows] == [
        {"id": article.id, "url": article.url, "title": article.title, **article.counts}
        for article in listed
    ]
    assert len(rows) == 2


def test_articles_of_which_nothing_was_counted_are_left_out(editor: Client) -> None:
    count_traffic()

    assert read_json(editor, "articles", until="2020-01-31")["rows"] == []


@pytest.mark.parametrize(
    ("table", "form"),
    [("pigeons", "csv"), ("channels", "xml"), ("blocks", "csv"), ("generations", "json")],
)
def test_an_unknown_table_is_not_found(editor: Client, table: str, form: str) -> None:
    assert send(editor, table, form).status_code == 404


@pytest.mark.parametrize("article", ["/x/", "0", "-1", "²", "9" * 40, "99999999"])
def test_an_unknown_article_is_not_found(editor: Client, article: str) -> None:
    assert send(editor, "channels", "csv", article=article).status_code == 404


def test_an_article_has_no_table_of_articles(editor: Client) -> None:
    article = count_traffic()

    assert send(editor, "articles", "csv", article=article.pk).status_code == 404


def test_a_bad_period_is_refused_with_a_sentence(editor: Client) -> None:
    response = send(editor, "channels", "csv", since="x")

    assert response.status_code == 400
    assert response.content.decode() == "“x” is not a valid day. Write it as YYYY-MM-DD."
