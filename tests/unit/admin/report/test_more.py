"""More figures: computed when somebody opens them, the same in the page and as a part of it."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sharekit import tokens
from sharekit.aggregate.drain import drain
from sharekit.figures import FIRST
from sharekit.keys import ArticleKey
from sharekit.models import Article, ArticleGroup, Kind
from tests.support.traffic import BRIDGE, post, share, visit
from tests.unit.admin.pages import read_cards, read_messages, read_table
from tests.unit.admin.report.page import DAY, REPORT, read, read_first, share_long_ago, share_many

MORE = "admin:sharekit_report_more"
TABLES = ("articles", "channels", "sources", "views-by-day")


def count() -> None:
    links = share_many(3, age=DAY)
    post({"kind": "view"}, share(parent=links[0]), article=BRIDGE)
    post(visit(tokens.mint("w")))
    drain()


def read_more(client: Client, **asked: str) -> str:
    response = client.get(reverse(MORE), asked)
    assert response.status_code == 200
    return response.content.decode()


def find_link(page: str) -> str:
    found = re.search(r'<a href="([^"]*#sharekit-more)">', page)
    assert found
    return found[1].replace("&amp;", "&")


def test_the_part_has_the_figures_of_the_whole_page(editor: Client) -> None:
    count()

    for asked in ({}, {"days": "2"}, {"period": "all", "group": "tag:Birds"}):
        part, whole = read_more(editor, **asked), read(editor, **asked)
        for table in TABLES:
            assert read_table(part, table) == read_table(whole, table)
        cards = read_cards(whole)
        assert read_cards(part) == {name: cards[name] for name in cards if name not in FIRST}


def test_the_first_screen_leads_to_them_with_and_without_javascript(editor: Client) -> None:
    count()

    page = read_first(editor, days="2", chart="channels")

    assert not any(read_table(page, table) for table in TABLES)
    assert list(read_cards(page)) == list(FIRST)
    assert f'data-sharekit-more="{reverse(MORE)}?days=2"' in page
    address = find_link(page)
    assert address == "?days=2&chart=channels&more=1#sharekit-more"
    whole = editor.get(reverse(REPORT) + address.partition("#")[0]).content.decode()
    assert '<details class="sharekit-more" id="sharekit-more" open>' in whole
    assert "data-sharekit-more" not in whole
    assert set(read_cards(whole)) > set(FIRST)


def test_without_counts_it_has_only_the_tables_of_apps(editor: Client) -> None:
    count()

    page = read_more(editor, until="2020-01-31")

    assert not any(read_table(page, table) for table in TABLES)
    assert "Orders from shares" in page


def test_a_warning_is_left_to_the_page(editor: Client) -> None:
    count()

    read_more(editor, since="x")

    assert read_messages(read_first(editor)) == ""


def test_the_first_screen_needs_few_queries_and_the_part_needs_few_more(
    editor: Client, share_articles: Callable[[int], list[ArticleKey]]
) -> None:
    share_articles(12)

    def count_queries(page: Callable[[Client], str]) -> int:
        page(editor)
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            page(editor)
        return len(queries)

    assert count_queries(read_first) <= 34
    assert count_queries(read_more) <= 33


def test_the_days_of_a_group_are_read_once_for_a_page(
    editor: Client, share_articles: Callable[[int], list[ArticleKey]]
) -> None:
    for key in share_articles(3):
        article = Article.objects.get(**key.columns)
        ArticleGroup.objects.create(article=article, kind=Kind.SECTION, name="Nature")
        share_long_ago(1, age=10 * DAY, article=key)

    for page in (read_first, read, read_more):
        page(editor, days="7", group="section:Nature")
        with CaptureQueriesContext(connection) as queries:
            page(editor, days="7", group="section:Nature")
        # The counts of campaign links by day: no other figure needs them.
        assert sum('"sharekit_linktotal"."day" AS' in each["sql"] for each in queries) == 1
