"""The list of articles: every figure, sortable, searchable, over any days, and nothing to write."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from sharekit.aggregate.drain import drain
from sharekit.figures import FIGURES, IN_LISTS
from sharekit.keys import ArticleKey
from sharekit.models import Article, BufferedEvent, RejectedEvent, ShardCursor
from tests.support.traffic import BRIDGE, SWIFTS, post, share
from tests.unit.admin.articles.listing import READ, count_traffic, list_titles, read, read_rows
from tests.unit.admin.pages import is_counted_up_to

FIRST = 'class="sharekit-first"'


def test_a_row_has_every_figure_and_links_to_the_page(editor: Client) -> None:
    count_traffic()

    page = read(editor)

    assert read_rows(page)[0] == dict.fromkeys(IN_LISTS, "0") | {
        "title": SWIFTS.title,
        "views": "1",
        "shares": "2",
        "copies": "1",
        "clickbacks": "1",
        "reshares": "1",
        "by_channel": "Copied link 1 · Email 1 · WhatsApp 1",
        "page": "Open",
    }
    assert f'<a href="{SWIFTS.address}" aria-label="Open {SWIFTS.title}">' in page


def test_headings_are_the_words_for_editors(editor: Client) -> None:
    count_traffic()

    head = read(editor).partition("<tbody>")[0]

    for name in ("views", "shares", "copies", "clickbacks", "reshares"):
        assert f">{FIGURES[name].name}<" in head


def test_the_most_passed_on_come_first(editor: Client) -> None:
    count_traffic()

    assert list_titles(editor) == [SWIFTS.title, BRIDGE.title, READ.title]


@pytest.mark.parametrize("count", IN_LISTS)
def test_every_figure_sorts_the_list(editor: Client, count: str) -> None:
    count_traffic()
    place = list(IN_LISTS).index(count) + 1

    up = [int(row[count]) for row in read_rows(read(editor, o=f"{place}"))]
    down = [int(row[count]) for row in read_rows(read(editor, o=f"-{place}"))]

    assert up == sorted(up)
    assert down == sorted(down, reverse=True)
    assert len(set(up)) > 1


def test_several_figures_sort_the_list_together(editor: Client) -> None:
    count_traffic()
    post({"kind": "view"}, {"kind": "view"}, {"kind": "view"}, article=BRIDGE)
    drain()

    assert list_titles(editor, o="-5.-2") == [BRIDGE.title, READ.title, SWIFTS.title]
    assert list_titles(editor, o="-5.2", days="1") == [READ.title, BRIDGE.title, SWIFTS.title]
    assert list_titles(editor, o="-0") == [BRIDGE.title, SWIFTS.title, READ.title]
    assert list_titles(editor, o="99") == [SWIFTS.title, BRIDGE.title, READ.title]


@pytest.mark.parametrize(
    ("words", "titles"), [("swifts", [SWIFTS.title]), ("example/read", [READ.title]), ("owl", [])]
)
def test_titles_and_addresses_can_be_searched(
    editor: Client, words: str, titles: list[str]
) -> None:
    count_traffic()

    assert list_titles(editor, q=words) == titles


def test_the_status_is_above_the_list(editor: Client) -> None:
    count_traffic()

    assert is_counted_up_to(read(editor))


def test_a_status_that_needs_somebody_looks_like_a_warning(editor: Client) -> None:
    post(share())
    BufferedEvent.objects.update(at=timezone.now() - timedelta(hours=1))
    ShardCursor.objects.all().delete()

    assert re.search(
        r'<p class="sharekit-state sharekit-warning" role="status">.*?\b1\b',
        read(editor),
    )


def test_an_empty_list_says_what_to_do_first(editor: Client) -> None:
    page = read(editor)

    assert FIRST in page
    assert "{% share_buttons article %}" in page
    assert "{% sharekit_script article %}" in page
    assert "manage.py sharekit_doctor" in page
    assert 'id="changelist"' not in page


def test_a_search_without_results_differs_from_an_empty_list(editor: Client) -> None:
    count_traffic()

    page = read(editor, q="owl")

    assert FIRST not in page
    assert "0 articles" in page


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://news.example/a/", "/a/"])
def test_only_web_addresses_become_links(editor: Client, address: str) -> None:
    post(share(), article=ArticleKey("/a/", address, "<b>A</b>"))
    drain()

    page = read(editor)

    assert f'href="{address}"' not in page
    assert "<b>A</b>" not in page
    assert read_rows(page)[0]["page"] == address


def test_the_number_of_queries_does_not_grow_with_the_articles(
    editor: Client, share_articles: Callable[[int], list[ArticleKey]]
) -> None:
    def count_queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert len(read_rows(read(editor))) == Article.objects.count()
        return len(queries)

    share_articles(2)
    # The first page fills caches of Django's.
    read(editor)
    few = count_queries()
    share_articles(12)

    assert count_queries() == few


def test_more_articles_than_a_page_holds_are_paged_in_order(
    editor: Client, share_articles: Callable[[int], list[ArticleKey]]
) -> None:
    share_articles(3)
    for number in range(60):
        Article.objects.create(
            identity=f"/b/{number}/", url=f"https://news.example/b/{number}/", title=f"B {number}"
        )

    first, second = list_titles(editor), list_titles(editor, p="2")

    assert first[:3] == ["Article 3", "Article 2", "Article 1"]
    assert len({*first, *second}) == 63
    assert (len(first), len(second)) == (50, 13)


def test_nobody_adds_changes_or_deletes_articles(
    admin_client: Client, share_articles: Callable[[int], list[ArticleKey]]
) -> None:
    share_articles(1)
    article = Article.objects.get()

    assert admin_client.get(reverse("admin:sharekit_article_add")).status_code == 403
    for action in ("change", "delete"):
        address = reverse(f"admin:sharekit_article_{action}", args=[article.pk])
        assert admin_client.post(address, {"title": "Mine", "post": "yes"}).status_code == 403
    assert Article.objects.get().title == "Article 1"
    assert "delete_selected" not in read(admin_client)


def test_staff_without_the_permission_see_nothing(
    transactional_db: None, log_in: Callable[..., Client]
) -> None:
    client = log_in("view_story")

    assert client.get(reverse("admin:sharekit_article_changelist")).status_code == 403


def test_the_section_of_the_admin_is_called_sharing(editor: Client) -> None:
    index = editor.get(reverse("admin:index")).content.decode()

    assert ">Sharing<" in index.replace("\n", "").replace("  ", "")
    assert "Rejected events" not in index


@pytest.mark.django_db(transaction=True)
def test_the_status_says_of_rejected_events(editor: Client) -> None:
    RejectedEvent.objects.create(payload=b"[]", error="too long")

    assert "1 event could not be counted" in read(editor)
