"""The counts of a group are kept by day, and are always those of its articles."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest
from django.test import override_settings
from django.utils import timezone
from msgspec.structs import replace
from pytest_django import DjangoAssertNumQueries

from sharekit import tokens
from sharekit.aggregate.drain import drain
from sharekit.aggregate.fold import fold
from sharekit.buffers.database import DatabaseBuffer
from sharekit.keeping.forget import forget_article, forget_link
from sharekit.keys import ArticleKey
from sharekit.models import Article, ArticleGroup, Kind
from sharekit.reports.figures.groups.days import read_group
from sharekit.reports.figures.series import get_series
from sharekit.reports.figures.sources import count_sources
from sharekit.reports.figures.summary import summarize
from sharekit.reports.period.days import Period, last_days
from sharekit.reports.period.days import today as get_today
from tests.support.traffic import BRIDGE, HOUR, MADE, NOON, SWIFTS, make_link, stamped

pytestmark = pytest.mark.django_db

NATURE = Period(group="section:Nature")
DAY = 24 * HOUR
NO_CACHE = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}


def count(*events: object) -> None:
    DatabaseBuffer().append(list(events))  # type: ignore[arg-type]
    drain()


def join(key: ArticleKey) -> None:
    article = Article.objects.get(**key.columns)
    ArticleGroup.objects.create(article=article, kind=Kind.SECTION, name="Nature")


def leave(key: ArticleKey) -> None:
    ArticleGroup.objects.filter(article__identity=key.identity).delete()


def read(period: Period = NATURE) -> tuple[object, ...]:
    return summarize(period), get_series(period), count_sources(period)


def count_views() -> int:
    return summarize(NATURE).counts["views"]


def test_only_days_with_new_counts_are_read_again(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    count(*[stamped(at=NOON - days * DAY, source="campaign") for days in (0, 1, 30)])
    join(SWIFTS)

    def find() -> dict[str, int]:
        return {each.source: each.views for each in count_sources(NATURE)}

    # Three totals by day, and the articles; then two kinds of counts and two of campaigns, all of
    # these articles.
    with django_assert_num_queries(4 + 7):
        assert find() == {"referral": 3}
    with django_assert_num_queries(4):
        assert find() == {"referral": 3}
    count(stamped(at=NOON - DAY))
    assert count_views() == 4


def test_days_that_were_read_for_a_longer_period_are_not_read_again(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    count(*[stamped(at=NOON - days * DAY, source="campaign") for days in (1, 1, 8, 9, 30)])
    count(stamped(kind="share", mark=tokens.mint("w"), at=NOON - 8 * DAY))
    join(SWIFTS)
    of_group = read_group(NATURE)

    for days in (7, 14, 40):
        period = replace(last_days(days), group=NATURE.group)
        with django_assert_num_queries(0):
            found = (
                summarize(period, of_group=of_group),
                get_series(period, of_group=of_group),
                count_sources(period, of_group=of_group),
            )
        assert found == read(period)


def test_articles_that_were_read_are_those_of_their_group(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    count(stamped(), stamped(article=BRIDGE))
    join(SWIFTS)
    whole, nature = Period().read_members(), NATURE.read_members()
    with django_assert_num_queries(0):
        members = nature.get_members()

    assert members == frozenset(NATURE.list_members())
    assert whole == Period()
    assert summarize(nature) == summarize(NATURE)
    assert replace(nature, group="section:Sport").get_members() == frozenset()


def test_an_article_takes_its_days_along_when_it_joins_or_leaves() -> None:
    count(stamped(), stamped(article=BRIDGE, at=NOON - DAY), stamped(article=BRIDGE))
    join(SWIFTS)
    assert count_views() == 1

    join(BRIDGE)
    assert count_views() == 3

    leave(SWIFTS)
    assert count_views() == 2

    leave(BRIDGE)
    assert count_views() == 0


def test_a_forgotten_article_takes_its_days_along() -> None:
    count(stamped(), stamped(article=BRIDGE, at=NOON - DAY))
    join(SWIFTS)
    join(BRIDGE)
    assert count_views() == 2

    forget_article(BRIDGE)

    assert count_views() == 1


def test_a_forgotten_campaign_link_takes_its_rounding_along() -> None:
    make_link()
    names = (f"x{number}" for number in range(100, 200))
    by_link = {"source": "shared", "mark": MADE}
    count(
        *[stamped(name=next(names), **by_link) for _ in range(4)],
        *[stamped(source="campaign")] * 4,
    )
    join(SWIFTS)
    assert {each.source: each.views for each in count_sources(NATURE)} == {"referral": 8}

    forget_link(MADE)

    kept = count_sources(NATURE)
    assert {each.source: each.views for each in kept} == {"campaign": 5, "referral": 3}


def test_what_is_kept_is_always_what_would_be_read() -> None:
    random = Random(18)
    keys = [SWIFTS, BRIDGE, ArticleKey("/c/@de", "https://blog.example/c/", "C")]
    count(*[stamped(article=key) for key in keys])
    present = get_today()
    periods = [
        NATURE,
        Period(group="section:Nature", site="news.example"),
        Period(group="section:Nature", language="de"),
        Period(present - timedelta(days=20), present, group="section:Nature"),
    ]
    now = int(timezone.now().timestamp() * 1000)

    def happen() -> None:
        key, at = random.choice(keys), now - random.choice((0, 1, 9, 39)) * DAY
        source = random.choice(["", "dark", "campaign", "referral"])
        mark = tokens.mint(random.choice("wet"))
        kind = "copy" if mark[0] == "t" else "share"
        stamp = {"article": key, "at": at, "received": at}
        count(stamped(source=source, **stamp), stamped(kind=kind, mark=mark, **stamp))

    def move() -> None:
        key = random.choice(keys)
        groups = ArticleGroup.objects.filter(article__identity=key.columns["identity"])
        if groups.exists():
            groups.delete()
        else:
            join(key)

    steps: list[Callable[[], object]] = [happen, happen, move, fold]
    for step in range(10):
        random.choice(steps)()
        period = periods[step % len(periods)]
        found = read(period)
        with override_settings(CACHES=NO_CACHE):
            assert found == read(period)
