"""The report page: its first sentence, comparisons, tables, states, and the way to it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from pytest_django import Settings

from sharekit import tokens
from sharekit.aggregate.drain import drain
from sharekit.figures import IN_LISTS
from sharekit.keys import ArticleKey
from sharekit.models import Article, BufferedEvent, ShardCursor
from sharekit.reports.figures.articles.sums import list_articles
from sharekit.reports.figures.estimate import ASSUMPTION, Estimate
from sharekit.reports.figures.summary import summarize
from sharekit.reports.period.days import last_days
from sharekit.reports.words.headline import format_headline
from sharekit.reports.words.names import SOURCES
from sharekit.status.status import get_status
from tests.support.traffic import BRIDGE, post, share, visit
from tests.unit.admin.pages import read_cards, read_messages, read_table, strip
from tests.unit.admin.report.page import DAY, read, read_first, read_headline, share_many

FIRST = 'class="sharekit-first"'


def test_it_begins_with_the_sentence_on_the_last_seven_days(editor: Client) -> None:
    share_many(3, age=2 * DAY)
    share_many(1, age=7 * DAY - 60_000)

    page = read_first(editor)

    assert read_headline(page) == format_headline(summarize(last_days(7)), days=7)
    assert '<a href="?period=last-7-days" aria-current="true">' in page
    assert page.index("sharekit-headline") < page.index("<dl")


def test_the_most_passed_on_have_the_figures_of_every_other_report(editor: Client) -> None:
    for age in (0, DAY, 3 * DAY):
        share_many(2, age=age)
    share_many(1, article=BRIDGE)
    post({"kind": "view"}, article=ArticleKey("/read/", "https://news.example/read/", "Read"))
    drain()

    rows = read_table(read(editor), "articles")

    listed = list_articles(last_days(7))
    assert rows[0] == ["title", *IN_LISTS]
    assert rows[1:] == [
        [row.title, *(str(row.counts[name]) for name in IN_LISTS)] for row in listed
    ]
    assert rows[1][1] == "6"


def test_only_ten_articles_are_shown_and_the_list_is_one_click_away(
    editor: Client, share_articles: Callable[[int], list[ArticleKey]]
) -> None:
    share_articles(12)
    first = Article.objects.get(title="Article 12")

    page = read(editor)

    assert len(read_table(page, "articles")) == 11
    assert (
        f'<a href="/admin/sharekit/article/{first.pk}/change/?period=last-7-days">Article 12</a>'
        in page
    )
    assert '<a href="/admin/sharekit/article/?period=last-7-days">All articles</a>' in page


def test_sources_say_what_is_measured_and_what_is_hinted(editor: Client) -> None:
    post(
        {"kind": "view", "entry": True, "referrer": "https://www.google.com"},
        {"kind": "view", "entry": True},
        {"kind": "view", "entry": True},
        {"kind": "view"},
    )
    post(visit(tokens.mint("w")))
    drain()

    assert read_table(read(editor), "sources") == [
        ["source", "is_hinted", "entries", "views"],
        [SOURCES["dark"].name, "hinted", "2", "2"],
        [SOURCES["search"].name, "measured", "1", "1"],
        [SOURCES["shared"].name, "measured", "1", "1"],
        [SOURCES[""].name, "measured", "0", "1"],
    ]


def test_an_estimate_is_apart_with_its_interval_and_what_it_assumes(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The estimate itself needs a larger site: tests/systems/world/."""
    share_many(1)
    without = read(editor)
    estimate = Estimate(dark=1_300, low=400, likely=600, high=800)
    for module in ("sharekit.admin.parts.more", "sharekit.reports.tables.catalogue"):
        monkeypatch.setattr(f"{module}.estimate_private", lambda period: estimate)

    page = strip(read(editor))

    assert "It needs 99 more visits from shares." in without
    assert "needs" not in page
    assert "Of 1,300 visits without a referrer, about 600 came from links that were shared" in page
    assert "between 400 and 800)" in page
    assert str(ASSUMPTION) in page
    export = reverse("admin:sharekit_report_export", args=["estimate", "json"])
    sent = editor.get(export, {"days": 7})
    assert json.loads(sent.getvalue())["rows"] == [
        {"dark": 1_300, "low": 400, "likely": 600, "high": 800}
    ]


def test_before_the_first_share_it_says_what_to_do(editor: Client) -> None:
    page = read(editor)

    assert FIRST in page
    assert "sharekit-headline" not in page


def test_the_newest_article_is_offered_for_a_first_share(editor: Client) -> None:
    post({"kind": "view"})
    post({"kind": "view"}, article=BRIDGE)
    drain()

    page = read(editor)

    assert FIRST in page
    assert f'<a href="{BRIDGE.address}">{BRIDGE.title}</a>' in page
    assert read_cards(page)["views"] == "2"


def test_an_address_that_is_not_valid_is_named_without_a_link(editor: Client) -> None:
    post({"kind": "view"}, article=ArticleKey("/a/", "javascript:alert(1)", "<b>A</b>"))
    drain()

    page = read(editor)

    assert "&lt;b&gt;A&lt;/b&gt;" in page
    assert "javascript:" not in page


def test_days_in_which_nothing_was_counted_offer_others(editor: Client) -> None:
    share_many(1)

    page = read_first(editor, until="2020-01-31")

    assert "sharekit-state" in page
    assert '<a href="?period=all">' in page
    assert FIRST not in page
    assert read_cards(page) == {}


def test_when_nothing_counts_it_says_since_when_and_what_to_run(editor: Client) -> None:
    share_many(1)
    post(share())
    BufferedEvent.objects.update(at=timezone.now() - timedelta(hours=1))
    ShardCursor.objects.all().delete()

    page = read(editor)

    assert "sharekit-warning" in page
    assert strip(page).count("sharekit_aggregate") == 1
    assert str(get_status().step) in strip(page)


def test_a_bad_period_gets_a_message_and_all_days(editor: Client) -> None:
    share_many(1, age=7 * DAY - 60_000)

    page = read(editor, since="x")

    assert "“x”" in read_messages(page)
    assert read_headline(page) == read_headline(read(editor, days=""))


def test_the_number_of_queries_does_not_grow_with_the_rows(
    editor: Client, share_articles: Callable[[int], list[ArticleKey]]
) -> None:
    def count_queries() -> int:
        # It keeps what happens now for some seconds.
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            read(editor)
        return len(queries)

    share_articles(2)
    # The first page fills caches of Django's.
    read(editor)
    few = count_queries()
    share_articles(15)
    for age in range(6):
        share_many(3, age=age * DAY)

    # One more reads the channels of the articles that go up.
    assert few <= count_queries() <= few + 1
    # Two are the savepoint around each section of an optional app.
    assert few <= 53


def test_it_is_first_in_its_section_of_the_admin(editor: Client) -> None:
    share_many(1)
    index = editor.get(reverse("admin:app_list", args=["sharekit"])).content.decode()
    models = re.findall(r'<th scope="row" id="sharekit-(\w+)"', index) or re.findall(
        r'<tr class="model-(\w+)', index
    )

    assert models[:2] == ["report", "article"]
    crumbs = re.search(r'<ol class="breadcrumbs">(.*?)</ol>', read(editor), re.S)
    assert crumbs and re.findall(r"\w+", strip(crumbs[1])) == ["Home", "Sharing", "Report"]


def test_numbers_are_written_in_the_language_of_the_reader(
    editor: Client, settings: Settings
) -> None:
    settings.SHAREKIT = {"CHANNELS": ["whatsapp", "facebook"]}
    for number in range(40):
        post(*[{"kind": "view"}] * 30, share(), address=f"192.0.2.{number}")
    drain()

    with translation.override("de"):
        page = read(editor, days="1")

    assert read_cards(page)["views"] == "1.200"
    assert read_cards(page)["visits_per_share"] == "0,00"
    assert '"lines": [[40], [0]]' in page
    assert '<rect class="sharekit-bar" width="100.0"' in page
