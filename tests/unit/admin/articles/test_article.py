"""The page of an article: its figures, in all and by channel, and nothing to write."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sharekit import tokens
from sharekit.aggregate.drain import drain
from sharekit.figures import FIGURES, OF_ARTICLES
from sharekit.keys import ArticleKey
from sharekit.models import Article, ShareLink
from tests.support.traffic import SWIFTS, post, share, store, visit
from tests.unit.admin.pages import FEW, is_counted_up_to, read_cards, read_messages, read_table

DAY = 24 * 3_600_000


def read(client: Client, **asked: str) -> str:
    address = reverse("admin:sharekit_article_change", args=[Article.objects.get().pk])
    response = client.get(address, asked)
    assert response.status_code == 200
    return response.content.decode()


def count_traffic() -> None:
    link = tokens.mint("w")
    copy = {"kind": "copy", "channel": "copy-text"}
    post(share(link, age=2 * DAY), copy | {"length": "long"}, copy | {"length": "short"})
    post(
        visit(link),
        visit(tokens.mint("m")),
        {"kind": "share", "channel": "email", "token": tokens.mint("e"), "parent": link},
        address="192.0.2.2",
    )
    drain()


def test_every_figure_is_there_with_how_it_is_known(editor: Client) -> None:
    count_traffic()

    page = read(editor)

    assert read_cards(page) == dict.fromkeys(OF_ARTICLES, "0") | {
        "views": "2",
        "entries": "2",
        "shares": "2",
        "copies": "1",
        "marked": "2",
        "clickbacks": "2",
        "inferred": "1",
        "lookups": "1",
        "reshares": "1",
        "visits_per_share": FEW,
        "reshares_per_100_shares": FEW,
        "lift": FEW,
        "part_of_visits": FEW,
    }
    for name in read_cards(page):
        assert f'<p class="help">{FIGURES[name].meaning}</p>' in unescape(page)


def test_an_hour_that_dominates_a_day_is_reported_above_the_figures(editor: Client) -> None:
    count_traffic()
    assert "sharekit-burst" not in read(editor)

    for _ in range(2):
        post(*(share(age=DAY) for _ in range(30)))
    drain()

    page = read(editor)
    assert "60 of 60 shares and copies happened between" in page
    assert page.index("60 of 60") < page.index("sharekit-headline")


def test_an_article_is_shown_whole_whatever_site_its_list_was_limited_to(editor: Client) -> None:
    count_traffic()
    copied = {"kind": "copy", "channel": "copy-text", "length": "long", "block": "intro"}
    for _ in range(2):
        post(*(share(age=DAY) for _ in range(30)))
    post(*[copied] * 5)
    store(0, kind="preview", source="whatsapp")
    drain()
    week = {"days": "7"}

    whole = read(editor, **week)
    assert "60 of 60" in whole
    assert read_table(whole, "signs")
    assert read_table(whole, "blocks")
    for asked in (
        {**week, "site": "b.example"},
        {"_changelist_filters": "days=7&site=b.example"},
    ):
        page = read(editor, **asked)
        assert "60 of 60" in page
        for name in ("channels", "signs", "blocks"):
            assert read_table(page, name) == read_table(whole, name)


def test_figures_are_by_channel_too(editor: Client) -> None:
    count_traffic()

    assert [row[:6] for row in read_table(read(editor), "channels")] == [
        ["channel", "is_private", "clickbacks", "shares", "copies", "reshares"],
        ["WhatsApp", "yes", "1", "1", "0", "1"],
        ["Messenger", "yes", "1", "0", "0", "0"],
        ["Copied text", "yes", "0", "0", "1", "0"],
        ["Email", "yes", "0", "1", "0", "0"],
    ]


def test_days_can_be_chosen(editor: Client) -> None:
    count_traffic()

    page = read(editor, period="today")

    assert read_cards(page)["shares"] == "1"
    assert ["WhatsApp", "1", "0", "0", "1"] in [
        [row[0], *row[2:6]] for row in read_table(page, "channels")
    ]
    assert '<a href="?period=today" aria-current="true">' in page


def test_the_period_of_the_list_goes_on_until_another_is_chosen(editor: Client) -> None:
    count_traffic()
    of_list = {"_changelist_filters": "period=today"}

    page = read(editor, **of_list)

    assert read_cards(page)["shares"] == "1"
    assert '<a href="?_changelist_filters=period%3Dtoday&amp;period=all">' in page
    assert read_cards(read(editor, **of_list, days=""))["shares"] == "2"
    assert read_cards(read(editor, **of_list, since="", until=""))["shares"] == "2"


def test_a_bad_period_gets_a_message(editor: Client) -> None:
    count_traffic()

    page = read(editor, since="x")

    assert "“x”" in read_messages(page)
    assert read_cards(page)["shares"] == "2"


def test_days_without_shares_say_so(editor: Client) -> None:
    post({"kind": "view"})
    drain()

    page = read(editor)

    assert "No shares in this period." in page
    assert read_cards(page)["views"] == "1"
    assert read_table(page, "channels") == []


def test_days_in_which_nothing_was_counted_say_so_and_offer_others(editor: Client) -> None:
    count_traffic()

    page = read(editor, until="2020-01-01")

    assert "sharekit-state" in page
    assert '<a href="?period=all">' in page
    assert read_cards(page) == {}
    assert read_table(page, "channels") == []


def test_status_title_and_address_are_above(editor: Client) -> None:
    count_traffic()

    page = read(editor)

    assert is_counted_up_to(page)
    assert f"<h1>{SWIFTS.title}</h1>" in page
    assert f'<a href="{SWIFTS.address}"' in page


def test_tokens_are_never_shown(editor: Client) -> None:
    count_traffic()
    page = read(editor)

    assert ShareLink.objects.count() == 3
    assert not [link for link in ShareLink.objects.all() if link.token in page]


def test_the_number_of_queries_does_not_grow_with_the_links(editor: Client) -> None:
    def count_queries() -> int:
        with CaptureQueriesContext(connection) as queries:
            read(editor)
        return len(queries)

    # Enough links for a chain.
    for _ in range(2):
        count_traffic()
    # The first page fills caches of Django's.
    read(editor)
    few = count_queries()
    for _ in range(5):
        count_traffic()

    assert count_queries() == few


def test_an_article_that_is_gone_leads_back_to_the_admin(editor: Client) -> None:
    response = editor.get(reverse("admin:sharekit_article_change", args=[7]))

    assert response.status_code == 302


def test_other_forms_that_choose_an_article_get_them_in_order(
    editor: Client, share_articles: Callable[[int], list[ArticleKey]]
) -> None:
    share_articles(3)
    # Any model's field will do; here that of our own links.
    field = {"app_label": "sharekit", "model_name": "sharelink", "field_name": "article"}

    answer = editor.get(reverse("admin:autocomplete"), {**field, "term": "Article"})

    titles = [result["text"] for result in answer.json()["results"]]
    assert titles == ["Article 3", "Article 2", "Article 1"]
