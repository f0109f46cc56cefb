"""The list of articles: every figure, sortable, searchable, over any days, and nothing to write."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from sharekit import aggregate, tokens
from sharekit.admin.articles import COLUMNS
from sharekit.keys import ArticleKey
from sharekit.models import Article, BufferedEvent, RejectedEvent, ShardCursor
from tests.support.traffic import BRIDGE, SWIFTS, post, share, store, visit

DAY = 24 * 3_600_000
READ = ArticleKey("/read/", "https://news.example/read/", "Read, not shared")


def read(client: Client, **asked: str) -> str:
    response = client.get(reverse("admin:sharekit_article_changelist"), asked)
    assert response.status_code == 200
    return response.content.decode()


def read_rows(page: str) -> list[dict[str, str]]:
    """Return the text of each cell by the name of its column."""
    cell = re.compile(r'<t[hd] class="field-(\w+)[^>]*>(.*?)</t[hd]>', re.S)
    bodies = re.findall(r"<tr>(.*?)</tr>", page.partition("<tbody>")[2], re.S)
    return [
        {name: unescape(re.sub("<.*?>", "", html)) for name, html in cell.findall(body)}
        for body in bodies
    ]


def list_titles(client: Client, **asked: str) -> list[str]:
    return [row["title"] for row in read_rows(read(client, **asked))]


def count_traffic() -> None:
    """Let Swifts be shared twice, today and two days ago, opened, and reshared."""
    link = tokens.mint("w")
    post(share(link, age=2 * DAY))
    store(2 * DAY, kind="copy", mark="c")
    post(
        visit(link),
        {"kind": "share", "channel": "email", "token": tokens.mint("e"), "parent": link},
        address="192.0.2.2",
    )
    post(share(), article=BRIDGE)
    post({"kind": "view"}, {"kind": "view"}, {"kind": "view"}, article=READ)
    aggregate.drain()


def test_a_row_has_every_figure_and_links_to_the_page(editor: Client) -> None:
    count_traffic()

    page = read(editor)

    assert read_rows(page)[0] == {
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

    for word in (
        "Page views",
        "Shares",
        "Copies",
        "Visits from shares",
        "Reshares",
        "By channel",
    ):
        assert f">{word}<" in head
    assert "Channel" not in head


def test_the_most_passed_on_come_first(editor: Client) -> None:
    count_traffic()

    assert list_titles(editor) == [SWIFTS.title, BRIDGE.title, READ.title]


@pytest.mark.parametrize("count", COLUMNS)
def test_every_figure_sorts_the_list(editor: Client, count: str) -> None:
    count_traffic()
    place = COLUMNS.index(count) + 1

    up = [int(row[count]) for row in read_rows(read(editor, o=f"{place}"))]
    down = [int(row[count]) for row in read_rows(read(editor, o=f"-{place}"))]

    assert up == sorted(up)
    assert down == sorted(down, reverse=True)
    assert len(set(up)) > 1


def test_several_figures_sort_the_list_together(editor: Client) -> None:
    count_traffic()
    post({"kind": "view"}, {"kind": "view"}, {"kind": "view"}, article=BRIDGE)
    aggregate.drain()

    assert list_titles(editor, o="-1.-2") == [BRIDGE.title, READ.title, SWIFTS.title]
    assert list_titles(editor, o="-1.2", days="1") == [READ.title, BRIDGE.title, SWIFTS.title]
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


@pytest.mark.parametrize(
    "asked", ["links__isnull", "sourcerollups", "articletotals__gt", "links__state", "id__in", "no"]
)
def test_the_list_is_filtered_only_by_period(editor: Client, asked: str) -> None:
    address = reverse("admin:sharekit_article_changelist")

    assert editor.get(address, {asked: "1"}).status_code == 400


def test_a_period_changes_every_figure_and_hides_no_article(editor: Client) -> None:
    count_traffic()

    rows = {row["title"]: row for row in read_rows(read(editor, days="1"))}

    assert len(rows) == 3
    swifts = rows[SWIFTS.title]
    assert (swifts["shares"], swifts["copies"], swifts["clickbacks"]) == ("1", "0", "1")
    assert swifts["by_channel"] == "Email 1"
    assert rows[READ.title]["by_channel"] == "-"


def test_dates_of_ones_own_choose_a_period(editor: Client) -> None:
    count_traffic()
    day = (timezone.localtime() - timedelta(days=2)).date().isoformat()

    page = read(editor, since=day, until=day)

    assert read_rows(page)[0]["shares"] == "1"
    assert read_rows(page)[0]["copies"] == "1"
    assert f'name="since" value="{day}"' in page
    assert f'name="until" value="{day}"' in page


def test_the_chosen_period_is_marked_and_other_choices_are_kept(editor: Client) -> None:
    count_traffic()

    page = read(editor, days="7", q="swifts", o="-2")

    assert re.findall(r'<a href="([^"]*)" aria-current="true">7 days<', page) == [
        "?o=-2&amp;q=swifts&amp;days=7"
    ]
    assert '<a href="?o=-2&amp;q=swifts">All days</a>' in page
    assert '<input type="hidden" name="q" value="swifts">' in page
    # Django's own search form carries the period.
    assert '<input type="hidden" name="days" value="7">' in page


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"since": "bad"}, "“bad” is not a valid day. Write it as YYYY-MM-DD. All days are shown."),
        ({"days": "x"}, "“days” must be a whole number, not “x”. All days are shown."),
        (
            {"since": "2026-11-02", "until": "2026-11-01"},
            "“until” must not be before “since”. All days are shown.",
        ),
    ],
)
def test_a_bad_period_gets_a_message_and_all_days(
    editor: Client, asked: dict[str, str], sentence: str
) -> None:
    count_traffic()

    page = read(editor, **asked)

    assert f'<li class="warning">{sentence}</li>' in page
    assert read_rows(page)[0]["shares"] == "2"


def test_the_status_is_above_the_list(editor: Client) -> None:
    count_traffic()

    assert re.search(
        r'<p class="sharekit-state" role="status">Counted up to \d\d:\d\d.</p>', read(editor)
    )


def test_a_status_that_needs_somebody_looks_like_a_warning(editor: Client) -> None:
    post(share())
    BufferedEvent.objects.update(at=timezone.now() - timedelta(hours=1))
    ShardCursor.objects.all().delete()

    assert re.search(
        r'<p class="sharekit-state sharekit-warning" role="status">'
        "1 event is waiting, and nothing has been",
        read(editor),
    )


def test_an_empty_list_says_what_to_do_first(editor: Client) -> None:
    page = read(editor)

    assert "waits for the first share." in page
    assert "{% share_buttons article %}" in page
    assert "{% sharekit_script %}" in page
    assert "manage.py sharekit_doctor" in page
    assert 'id="changelist"' not in page


def test_a_search_without_results_differs_from_an_empty_list(editor: Client) -> None:
    count_traffic()

    page = read(editor, q="owl")

    assert "waits for the first share" not in page
    assert "0 articles" in page


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://news.example/a/", "/a/"])
def test_only_web_addresses_become_links(editor: Client, address: str) -> None:
    post(share(), article=ArticleKey("/a/", address, "<b>A</b>"))
    aggregate.drain()

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
