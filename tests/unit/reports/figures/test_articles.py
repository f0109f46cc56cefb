"""The figures of articles are the sums of what was counted, over a period, for one or for all."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from sharekit import tokens
from sharekit.aggregate.drain import drain
from sharekit.aggregate.fold import fold
from sharekit.exceptions import Refused
from sharekit.figures import OF_ARTICLES, OF_CHANNELS
from sharekit.keys import DOCTOR, ArticleKey
from sharekit.models import Article
from sharekit.reports.figures.articles.popular import list_popular
from sharekit.reports.figures.articles.ranking import rank_articles
from sharekit.reports.figures.articles.sums import ArticleCounts, list_articles
from sharekit.reports.period.days import Period, last_days
from sharekit.reports.tables.articles import build_articles, render_json
from sharekit.reports.tables.catalogue import tabulate_articles
from sharekit.status.status import get_status
from tests.support.traffic import BRIDGE, SWIFTS, post, share, store, visit

DAY = 24 * 3_600_000
CAFE = ArticleKey("/caf%C3%A9/", "https://news.example/caf%C3%A9/?page=2", "The café")


def list_titles(period: Period | None = None, *, url: str = "") -> list[str]:
    return [row.title for row in list_articles(period or Period(), url=url)]


@pytest.mark.django_db(transaction=True)
def test_each_act_of_a_reader_is_in_its_figure() -> None:
    link = tokens.mint("w")
    copy = {"kind": "copy", "channel": "copy-text"}
    post(share(link), copy | {"length": "long"}, copy | {"length": "short"})
    post(visit(link), share(parent=link), address="192.0.2.2")
    post(visit(tokens.mint("e")), {"kind": "view"}, address="192.0.2.3")
    drain()

    (swifts,) = list_articles(Period())

    nothing = dict.fromkeys(OF_CHANNELS, 0)
    assert swifts == ArticleCounts(
        id=Article.objects.get().pk,
        url=SWIFTS.address,
        title=SWIFTS.title,
        counts=dict.fromkeys(OF_ARTICLES, 0)
        | {"shares": 2, "copies": 1, "clickbacks": 2, "reshares": 1, "lookups": 1}
        | {"views": 3, "entries": 2, "marked": 2, "inferred": 1},
        channels={
            "copy-text": nothing | {"copies": 1},
            "email": nothing | {"clickbacks": 1},
            "whatsapp": nothing | {"shares": 2, "clickbacks": 1, "reshares": 1},
        },
    )


@pytest.mark.django_db(transaction=True)
def test_a_period_counts_its_days_and_no_others() -> None:
    post(share(), share(age=2 * DAY), share(age=5 * DAY))
    store(5 * DAY)
    drain()

    def count(since: int | None, until: int | None) -> tuple[int, int]:
        first, last = (
            side if side is None else last_days(side + 1).since for side in (since, until)
        )
        rows = [row.counts for row in list_articles(Period(first, last))]
        return sum(row["shares"] for row in rows), sum(row["views"] for row in rows)

    assert count(None, None) == (3, 1)
    assert count(0, None) == (1, 0)
    assert count(2, 2) == (1, 0)
    assert count(5, 2) == (2, 1)
    assert count(None, 3) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_folded_hours_still_count() -> None:
    post(share())
    drain()
    long_ago = datetime.now(UTC).date() - timedelta(days=30)
    article = Article.objects.get()
    article.sharerollups.update(day=long_ago)
    fold()

    assert article.sharerollups.get().hour == -1
    assert [row.counts["shares"] for row in list_articles(Period())] == [1]


@pytest.mark.django_db(transaction=True)
def test_articles_with_the_most_visits_from_shares_come_first_then_the_most_shared() -> None:
    other = ArticleKey("/other/", "https://news.example/other/", "Read, and copied word by word")
    lookup = {"kind": "copy", "channel": "copy-text", "length": "short"}
    post({"kind": "view"}, *[lookup] * 9, article=other)
    post(share(), article=BRIDGE)
    post(share(), {"kind": "copy", "channel": "copy-link"})
    visited = share()
    post(visited, article=CAFE)
    post(visit(visited["token"]), article=CAFE, address="192.0.2.2")
    drain()

    assert list_titles() == [CAFE.title, SWIFTS.title, BRIDGE.title, other.title]
    assert list_titles(Period(until=last_days(30).since)) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("url", "titles"),
    [
        ("https://news.example/swifts/", [SWIFTS.title]),
        ("https://NEWS.example/swifts/?from=mail#sk=w1111111111", [SWIFTS.title]),
        ("/swifts/", [SWIFTS.title]),
        ("/swifts", [SWIFTS.title]),
        ("https://other.example/swifts/", []),
        ("/cafe/", []),
        ("/café/", [CAFE.title]),
        ("https://news.example/caf%C3%A9/", [CAFE.title]),
        ("/caf%c3%a9/", [CAFE.title]),
        ("https://news.example", []),
    ],
)
def test_an_address_finds_its_article_however_it_is_written(url: str, titles: list[str]) -> None:
    for article in (SWIFTS, CAFE):
        post(share(), article=article)
    drain()

    assert list_titles(url=url) == titles


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["https://[news/", "/a\0b", "/a%00b"])
def test_an_invalid_address_is_refused(url: str) -> None:
    with pytest.raises(Refused, match="is not a valid page address"):
        list_articles(Period(), url=url)


@pytest.mark.django_db(transaction=True)
def test_a_way_that_only_brought_readers_of_unmarked_links_is_left_out() -> None:
    post({"kind": "view", "entry": True, "token": "w"})
    drain()

    (swifts,) = list_articles(Period())

    assert (swifts.counts["entries"], swifts.channels) == (1, {})


@pytest.mark.django_db(transaction=True)
def test_a_report_begins_with_the_time_and_is_plain_json() -> None:
    post(share())
    drain()
    status = get_status()

    report = json.loads(render_json(build_articles(status.counted_up_to, Period())))

    assert datetime.fromisoformat(report["counted_up_to"]) == status.counted_up_to
    assert list(report) == ["counted_up_to", "has_history", "articles", "rising", "promising"]
    assert list(report["articles"][0]) == ["id", "url", "title", *OF_ARTICLES, "channels"]


@pytest.mark.django_db(transaction=True)
def test_the_test_share_of_the_doctor_is_in_no_list_of_articles() -> None:
    post(share(), article=ArticleKey(DOCTOR, f"https://news.example{DOCTOR}", "sharekit_doctor"))
    post(share())
    drain()

    assert [each.title for each in list_popular(10)] == [SWIFTS.title]
    assert [row["title"] for row in tabulate_articles(Period()).rows] == [SWIFTS.title]
    ranked = rank_articles(Article.objects.all(), Period(), by=("pk",), is_counted=False)
    assert [row["title"] for row in ranked] == [SWIFTS.title]
