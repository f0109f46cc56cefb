"""What happens now: the same counts as the rollups have, read once for everybody who watches."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from sharekit.aggregate.drain import drain
from sharekit.keeping.forget import forget_article
from sharekit.keys import ArticleKey
from sharekit.models import Article
from sharekit.reports.figures.recent import LAST, MOST_ARTICLES, get_recent
from tests.support.clock import noon
from tests.support.traffic import BRIDGE, SWIFTS, post, share, store, visit
from tests.unit.aggregate.test_minutes import ELSEWHERE

__all__ = ["noon"]

pytestmark = pytest.mark.django_db(transaction=True)

MINUTE = 60_000


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def test_figures_are_counted_by_minute_by_hour_and_by_article() -> None:
    link = share()
    post(link, {"kind": "copy", "channel": "copy-link"}, {"kind": "view", "entry": True})
    post(visit(link["token"]), address="192.0.2.2")
    store(0, article=BRIDGE)
    drain()

    found = get_recent()

    sums = {"views": 3, "clickbacks": 1, "acts": 2}
    assert {name: sum(counts) for name, counts in found.minutes.items()} == sums
    assert {name: sum(counts) for name, counts in found.hours.items()} == sums
    assert [(each.title, each.counts) for each in found.articles] == [
        (SWIFTS.title, {"views": 2, "clickbacks": 1, "acts": 2}),
        (BRIDGE.title, {"views": 1, "clickbacks": 0, "acts": 0}),
    ]


def test_the_last_minute_and_hour_come_last() -> None:
    store(0)
    drain()

    found = get_recent()

    assert len(found.minutes["views"]) == LAST
    assert 1 in found.minutes["views"][-2:]
    now = timezone.localtime(timezone.now(), timezone.get_default_timezone())
    assert len(found.hours["views"]) == now.hour + 1


def test_earlier_minutes_are_left_out() -> None:
    store((LAST + 1) * MINUTE)
    drain()

    assert not any(get_recent().minutes["views"])


def test_a_site_is_watched_apart() -> None:
    store(0)
    store(0, article=ELSEWHERE)
    drain()

    found = get_recent("other.example")

    assert sum(found.minutes["views"]) == sum(found.hours["views"]) == 1
    assert [each.title for each in found.articles] == [ELSEWHERE.title]
    assert sum(get_recent().minutes["views"]) == 2


def test_everybody_who_watches_costs_one_computation() -> None:
    store(0)
    drain()
    first = get_recent()

    with CaptureQueriesContext(connection) as asked:
        assert [get_recent() for _ in range(50)] == [first] * 50

    assert len(asked) == 0


def test_it_costs_as_many_queries_for_any_number_of_articles() -> None:
    def ask() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as asked:
            get_recent()
        return len(asked)

    store(0)
    drain()
    few = ask()
    for number in range(2 * MOST_ARTICLES):
        address = f"https://news.example/{number}/"
        store(0, article=ArticleKey(f"/{number}/", address, f"Article {number}"))
    drain()

    assert ask() == few
    assert len(get_recent().articles) == MOST_ARTICLES


def test_an_article_that_was_deleted_meanwhile_is_left_out() -> None:
    store(0)
    drain()
    forget_article(Article.objects.get())

    assert get_recent().articles == []


def test_the_hour_before_midnight_belongs_to_what_moves(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TIME_ZONE = "UTC"
    midnight = datetime.now(UTC).replace(hour=0, minute=10, second=0, microsecond=0)
    age = int((datetime.now(UTC) - midnight + timedelta(minutes=40)).total_seconds() * 1000)
    store(age)
    drain()
    monkeypatch.setattr(timezone, "now", lambda: midnight)

    found = get_recent()

    assert [each.title for each in found.articles] == [SWIFTS.title]
    assert found.since == 23
    assert found.hours["views"] == [0]


def test_without_time_zones_the_clock_is_the_machines(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.USE_TZ = False
    moment = datetime(2026, 11, 30, 14, 5)
    monkeypatch.setattr(timezone, "now", lambda: moment)

    assert len(get_recent().hours["views"]) == 15
