"""Where visits come from, and the signs that links were posted."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from sharekit.aggregate.drain import drain
from sharekit.aggregate.fold import fold
from sharekit.buffers.database import DatabaseBuffer
from sharekit.keeping.forget import forget_article
from sharekit.models import Article, ShareLink, SourceRollup
from sharekit.reports.figures.sources import count_signs, count_sources
from sharekit.reports.period.days import Period
from sharekit.reports.words.names import name_app, name_source
from tests.support.traffic import BRIDGE, HOUR, MADE, NOON, SWIFTS, make_link, stamped

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


def count(*events: object) -> None:
    DatabaseBuffer().append(list(events))  # type: ignore[arg-type]
    drain()


def test_sources_of_visits_come_first_and_views_within_the_site_have_none() -> None:
    count(
        stamped(),
        stamped(),
        stamped(source="dark"),
        stamped(source="search"),
        stamped(source="search", article=BRIDGE),
    )
    swifts = Article.objects.get(identity=SWIFTS.identity)

    assert [(row.source, row.views, row.entries) for row in count_sources(Period())] == [
        ("search", 2, 2),
        ("dark", 1, 1),
        ("", 2, 0),
    ]
    assert [row.source for row in count_sources(Period(), article=swifts)] == [
        "dark",
        "search",
        "",
    ]


def find(period: Period, article: Article | None = None) -> dict[str, int]:
    found = count_sources(period, article=article)
    assert all(row.views == row.entries for row in found if row.source)
    return {row.source: row.entries for row in found}


def test_campaigns_are_reported_in_fives_and_their_rest_is_among_other_sites() -> None:
    of_day = {0: 7, 1: 4, 2: 5}
    for days, times in of_day.items():
        count(*[stamped(source="campaign", at=NOON - days * 24 * HOUR)] * times)
    count(*[stamped(source="campaign", article=BRIDGE)] * 4, stamped(source="referral"))
    today = make_day(NOON)
    yesterday, before = today - timedelta(days=1), today - timedelta(days=2)
    swifts, bridge = (
        Article.objects.get(identity=article.identity) for article in (SWIFTS, BRIDGE)
    )

    # Eleven came on two days and one article's four on the third: none of these is a ten or a five.
    for since, until, article, campaign, others in (
        (None, None, None, 10, 11),
        (None, None, swifts, 10, 7),
        (None, None, bridge, 0, 4),
        (today, today, None, 5, 7),
        (yesterday, today, None, 5, 11),
        (yesterday, yesterday, swifts, 0, 4),
        (before, yesterday, swifts, 5, 4),
        (before, before, bridge, 0, 0),
    ):
        found = find(Period(since, until), article)

        reported = {"campaign": campaign, "referral": others}
        assert found == {source: number for source, number in reported.items() if number}


def test_each_link_is_rounded_by_itself_and_what_has_no_link_apart() -> None:
    make_link()
    other = "e" + "8" * 10
    swifts = Article.objects.get()
    ShareLink.objects.create(
        token=other,
        article=swifts,
        channel="email",
        campaign="June",
        state=ShareLink.State.CAMPAIGN,
        at=timezone.now(),
    )
    names = (f"x{number}" for number in range(100, 200))
    by_link = {"source": "shared", "at": NOON}
    count(*[stamped(mark=MADE, name=next(names), **by_link) for _ in range(9)])
    count(stamped(mark=other, name=next(names), **by_link))
    count(*[stamped(source="campaign")] * 6)
    # Somebody put the mark into the address of another article: no entry of the swifts.
    count(*[stamped(mark=MADE, name=next(names), article=BRIDGE, **by_link) for _ in range(2)])

    assert find(Period()) == {"campaign": 10, "referral": 8}
    assert find(Period(), swifts) == {"campaign": 10, "referral": 6}


def test_what_is_reported_of_a_day_is_kept_until_more_is_counted_of_it(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for days, times in ((0, 5), (1, 9), (30, 5)):
        count(*[stamped(source="campaign", at=NOON - days * 24 * HOUR)] * times)
    first = find(Period())

    # Sources by day and in all; nothing by article.
    with django_assert_num_queries(2):
        assert find(Period()) == first == {"campaign": 15, "referral": 4}
    count(stamped(source="campaign", at=NOON - 24 * HOUR))
    with django_assert_num_queries(4):
        assert find(Period()) == {"campaign": 20}
    forget_article(SWIFTS)
    assert find(Period()) == {}


def test_what_was_folded_is_rounded_as_before(settings: Settings) -> None:
    # The three hours are on one day here, at any hour at which this runs.
    settings.TIME_ZONE = "UTC"
    count(*[stamped(source="campaign", at=NOON + n * HOUR) for n in (0, 0, 1, 1, 2, 2)])
    before = find(Period())
    SourceRollup.objects.update(day="2026-01-01")
    fold()

    assert before == find(Period()) == {"campaign": 5, "referral": 1}


def make_day(moment: int) -> date:
    return datetime.fromtimestamp(moment / 1000, timezone.get_default_timezone()).date()


def test_signs_are_reported_by_app() -> None:
    count(
        stamped(kind="preview", source="whatsapp"),
        stamped(kind="preview", source="telegram"),
        stamped(kind="preview", source="telegram", at=NOON + HOUR),
        stamped(kind="preview", source="telegram", article=BRIDGE),
    )
    bridge = Article.objects.get(identity=BRIDGE.identity)

    assert [(sign.app, sign.signs) for sign in count_signs(Period())] == [
        ("telegram", 3),
        ("whatsapp", 1),
    ]
    assert [sign.app for sign in count_signs(Period(), article=bridge)] == ["telegram"]


@pytest.mark.parametrize(
    ("source", "name"), [("dark", "No referrer"), ("", "Within the site"), ("pigeon", "pigeon")]
)
def test_a_source_has_a_name_for_people(source: str, name: str) -> None:
    assert name_source(source) == name


@pytest.mark.parametrize(("app", "name"), [("whatsapp", "WhatsApp"), ("telegram", "Telegram")])
def test_an_app_has_its_own_spelling(app: str, name: str) -> None:
    assert name_app(app) == name
