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
from sharekit.reports.period.days import last_days

NOW = int(datetime.now(UTC).timestamp() * 1000)
DAY = 86_400_000
PERIOD = last_days(400)
TODAY = last_days(1)
LATER = datetime.now(UTC)


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
    top = rank_articles(Article.objects.all(), PERIOD, by=[by, "pk"])
    ids = [each["pk"] for each in islice(top, 50)]
    return count_articles(Article.objects.filter(pk__in=ids), PERIOD)


def show_one() -> object:
    article = Article.objects.order_by("pk")[0]
    return (
        summarize(PERIOD, article=article),
        get_series(PERIOD, article=article),
        count_sources(PERIOD, article=article),
        get_chains(article),
        list_blocks(article, PERIOD),
    )


REPORTS: dict[str, Callable[[], object]] = {
    "summary": lambda: summarize(PERIOD),
    "comparison": lambda: compare_periods(find_comparable(PERIOD, counted_up_to=LATER)),
    "comparison of today": lambda: compare_periods(Comparable(TODAY, TODAY, hours=23)),
    "series": lambda: get_series(PERIOD),
    "sources": lambda: count_sources(PERIOD),
    "signs": lambda: count_signs(PERIOD),
    "estimate": lambda: estimate_private(PERIOD),
    "list": lambda: list_articles(PERIOD),
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
