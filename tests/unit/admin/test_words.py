"""The words of the report: every figure, table and column, and the message to a new site.

Other tests find figures, tables and columns by their names in data attributes, so that a new word
on the screen breaks this file only.
"""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from sharekit import tokens
from sharekit.aggregate.drain import drain
from sharekit.figures import IN_REPORT
from sharekit.models import Article
from sharekit.reports.period.days import today
from sharekit.reports.words.names import SOURCES
from tests.support.traffic import SWIFTS, post, share, visit
from tests.unit.admin.pages import read_messages, strip
from tests.unit.admin.report.page import DAY, read_headline, share_many

REPORT = "admin:sharekit_report_changelist"


def read(client: Client, name: str, *args: int, **asked: str) -> str:
    response = client.get(reverse(name, args=args), asked)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def article(editor: Client) -> Article:
    """Return an article with something in each of its tables."""
    for age in (0, DAY):
        links = [tokens.mint("w") for _ in range(4)]
        post(*(share(link, age=age) for link in links))
        post(visit(links[0], age=age), address="192.0.2.2")
    copy = {"kind": "copy", "channel": "copy-text", "block": "swifts"}
    post(*[copy | {"token": tokens.mint("t")} for _ in range(6)])
    drain()
    article = Article.objects.get(title=SWIFTS.title)
    article.previewrollups.create(day=today(), hour=3, app="whatsapp", signs=2)
    return article


def test_figures_have_these_names() -> None:
    names = {
        "views": "Page views",
        "entries": "Visits",
        "shares": "Shares",
        "copies": "Copies",
        "marked": "Tracked shares",
        "clickbacks": "Visits from shares",
        "inferred": "Shares seen only by their visits",
        "lookups": "Words copied",
        "reshares": "Reshares",
        "visits_per_share": "Visits per share",
        "reshares_per_100_shares": "Reshares per 100 shares",
        "lift": "Visits from shares per other visit",
        "part_of_visits": "Part of all visits",
        "private_share": "Private share",
        "private_share_of_buttons": "Private share without copies",
    }
    assert {name: str(IN_REPORT[name].name) for name in names} == names


def test_each_source_says_whether_it_is_measured_or_hinted() -> None:
    for source in SOURCES.values():
        assert str(source.meaning).startswith("Hinted: " if source.is_hinted else "Measured: ")


def test_sources_have_these_names() -> None:
    assert {name: str(source.name) for name, source in SOURCES.items()} == {
        "shared": "Shared links",
        "campaign": "Campaigns",
        "search": "Search",
        "assistant": "Assistants",
        "social": "Social networks",
        "app": "Apps",
        "referral": "Other sites",
        "direct": "Direct",
        "dark": "No referrer",
        "": "Within the site",
    }


def test_tables_and_columns_have_these_headings(editor: Client, article: Article) -> None:
    pages = read(editor, REPORT, days="7", more="1") + read(
        editor, "admin:sharekit_article_change", article.pk
    )

    tables = re.findall(
        r'data-table="([\w-]+)"[^>]* aria-label="([^"]*)".*?<thead>(.*?)</thead>', pages, re.S
    )
    assert {
        name: [label, *(strip(cell) for cell in re.findall("<th.*?</th>", head))]
        for name, label, head in tables
    } == {
        "articles": [
            *("Most shared", "Article", "Visits from shares", "Shares", "Copies", "Reshares"),
            "Page views",
        ],
        "blocks": ["Most copied blocks", "Block", "Copies"],
        "channels": [
            *("By channel", "Channel", "Private", "Visits from shares", "Shares", "Copies"),
            *("Reshares", "Visits per share"),
        ],
        "generations": [
            *(
                "Links and visits by step",
                "Steps from the first share",
                "Links",
                "Visits from shares",
            ),
        ],
        "shares-by-day": ["Shares and copies", "Day", "WhatsApp", "Copied text"],
        "signs": ["Previews", "App", "Previews"],
        "sources": ["Where visits came from", "Source", "Evidence", "Visits", "Page views"],
        "totals-by-day": ["Day by day", "Day", "Shares and copies", "Visits from shares"],
        "views-by-day": ["Page views", "Day", "Page views", "Visits"],
        "visits-by-day": ["Visits from shares", "Day", "WhatsApp"],
    }


def test_a_ratio_of_few_shares_is_not_shown(editor: Client, article: Article) -> None:
    page = read(editor, REPORT)

    few = re.findall(r'<dd class="sharekit-count sharekit-few">(.*?)</dd>', page)
    assert set(few) == {"too few to show"}


def test_periods_have_these_names_and_an_empty_one_says_so(
    editor: Client, article: Article
) -> None:
    page = unescape(read(editor, REPORT, until="2020-01-31"))

    choices = re.search(r'<nav class="sharekit-period".*?<ul>(.*?)</ul>', page, re.S)
    assert choices
    assert (
        strip(choices[1])
        == "Today Yesterday Last 7 days Last week This month Last month Last 90 days All days"
    )
    assert "Nothing was counted in this period." in page


def test_a_new_site_learns_what_to_do(editor: Client) -> None:
    assert "sharekit is installed and is waiting for the first share." in read(editor, REPORT)


@pytest.mark.parametrize(
    ("asked", "beginning"),
    [
        ({"days": ""}, "All days: 4 shares"),
        ({"days": "1"}, "Today: 1 share or copy"),
        ({"days": "30"}, "Last 30 days: 4 shares"),
        ({"until": "2020-01-31"}, "Until Jan. 31, 2020: 0 shares"),
        ({"since": "2020-01-31"}, "Since Jan. 31, 2020: 4 shares"),
        ({"since": "2020-01-30", "until": "2020-01-31"}, "Jan. 30, 2020 to Jan. 31, 2020: 0"),
        ({"since": "2020-01-31", "until": "2020-01-31"}, "Jan. 31, 2020: 0 shares"),
    ],
)
def test_the_sentence_names_the_days_that_were_chosen(
    editor: Client, asked: dict[str, str], beginning: str
) -> None:
    share_many(3, age=2 * DAY)
    share_many(1)

    assert read_headline(read(editor, REPORT, **asked)).startswith(beginning)


def test_a_period_that_is_not_valid_is_explained(editor: Client) -> None:
    assert read_messages(read(editor, REPORT, since="bad")) == (
        "“bad” is not a valid day. Write it as YYYY-MM-DD. All days are shown."
    )


@pytest.mark.parametrize(
    ("asked", "warning"),
    [
        (
            {"since": "2026-11-02", "until": "2026-11-01"},
            "“Until” must not be before “From”. All days are shown.",
        ),
        ({"days": "0"}, "“Days” must be 1 or more, not 0. All days are shown."),
        ({"days": "few"}, "“Days” must be a whole number, not “few”. All days are shown."),
        ({"days": "9" * 30}, f"“Days” is too large: {'9' * 30}. All days are shown."),
        (
            {"period": "week"},
            (
                "“week” is not a period. Choose from Today, Yesterday, Last 7 days, Last week, "
                "This month, Last month, Last 90 days, All days. All days are shown."
            ),
        ),
        (
            {"group": "sport"},
            "“Group” must be a kind and a name, such as “section:Sport”. All articles are shown.",
        ),
    ],
)
def test_a_warning_names_fields_as_the_page_does(
    editor: Client, article: Article, asked: dict[str, str], warning: str
) -> None:
    assert read_messages(unescape(read(editor, REPORT, **asked))) == warning
