"""A report makes as many queries with 300 articles as with 3."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import islice

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sharekit.aggregate.drain import drain
from sharekit.buffers.database import DatabaseBuffer
from sharekit.events import Event
from sharekit.keys import ArticleKey
from sharekit.models import Article
from sharekit.reports.figures.articles.ranking import rank_articles
from sharekit.reports.figures.articles.sums import count_articles, list_articles
from sharekit.reports.figures.chains import get_chains, list_blocks
from sharekit.reports.figures.comparison import compare_periods
from sharekit.reports.figures.estimate import estimate_private
from sharekit.reports.figures.series import get_series
from sharekit.reports.figures.sources import count_signs, count_sources
from sharekit.reports.figures.summary import summarize
from sharekit.reports.period.comparable import Comparable, find_comparable
from sharekit.reports.period.days import Period, last_days

NOW = int(datetime.now(UTC).timestamp() * 1000)
DAY = 86_400_000
LATER = datetime.now(UTC)


def get_year() -> Period:
    """Return the last days on the clock of the test, which is not that of the import."""
    return last_days(400)


def get_today() -> Period:
    return last_days(1)


def count(articles: int) -> None:
    """Count views, shares and visits of that many articles, over a year."""
    events: list[Event] = []
    for number in range(articles):
        key = ArticleKey(f"/{number}/", f"https://news.example/{number}/", f"Story {number}")
        token = f"w{number:010}".replace("0", "z")
        for days in (0, 40, 300):
            at = NOW - days * DAY
            events += [
                Event(kind="view", article=key, at=at, received=at, source="dark"),
                Event(
                    kind="share",
                    article=key,
                    at=at,
                    received=at,
                    mark=f"{token[:-1]}{days % 7 + 1}",
                ),
            ]
    DatabaseBuffer().append(events)
    drain()


def sort(by: str) -> object:
    top = rank_articles(Article.objects.all(), get_year(), by=[by, "pk"])
    ids = [each["pk"] for each in islice(top, 50)]
    return count_articles(Article.objects.filter(pk__in=ids), get_year())


def show_one() -> object:
    article = Article.objects.order_by("pk")[0]
    return (
        summarize(get_year(), article=article),
        get_series(get_year(), article=article),
        count_sources(get_year(), article=article),
        get_chains(article),
        list_blocks(article, get_year()),
    )


REPORTS: dict[str, Callable[[], object]] = {
    "summary": lambda: summarize(get_year()),
    "comparison": lambda: compare_periods(find_comparable(get_year(), counted_up_to=LATER)),
    "comparison of today": lambda: compare_periods(
        Comparable(last_days(1), last_days(1), hours=23)
    ),
    "series": lambda: get_series(get_year()),
    "sources": lambda: count_sources(get_year()),
    "signs": lambda: count_signs(get_year()),
    "estimate": lambda: estimate_private(get_year()),
    "list": lambda: list_articles(get_year()),
    "acts": lambda: sort("-acts"),
    "views": lambda: sort("-views"),
    "one article": show_one,
}


def count_queries() -> dict[str, int]:
    numbers = {}
    for name, report in REPORTS.items():
        with CaptureQueriesContext(connection) as queries:
            report()
        numbers[name] = len(queries)
    return numbers


@pytest.mark.django_db
def test_no_report_makes_more_queries_with_more_articles() -> None:
    count(3)
    few = count_queries()
    count(300)

    assert count_queries() == few
    assert few == {
        "summary": 2,
        "comparison": 1,
        "comparison of today": 5,
        "series": 2,
        "sources": 1,
        "signs": 1,
        "estimate": 3,
        "list": 3,
        "acts": 5,
        "views": 5,
        "one article": 8,
    }
