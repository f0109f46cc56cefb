"""The estimate of private visits reads the totals, and says nothing where they say too little."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sharekit.aggregate.fold import fold
from sharekit.models import Article, ArticleTotal, SourceTotal
from sharekit.reports.figures import estimate
from sharekit.reports.figures.estimate import (
    ASSUMPTION,
    Estimate,
    Halves,
    Lack,
    Visits,
    estimate_private,
)
from sharekit.reports.period.days import Period
from sharekit.reports.words.estimate import format_lack

FIRST = date(2026, 9, 1)
MONTH = Period(FIRST, date(2026, 9, 30))


def draw_articles(number: int, *, private: float = 2.0, days: int = 2) -> list[list[Visits]]:
    """Draw articles, by day, of whose dark entries all but a tenth of the others were private."""
    chance = random.Random(1)
    articles = []
    for _ in range(number):
        shared = chance.choice([0, 5, 10, 40])
        visits = [shared + chance.randint(0, 2) for _ in range(days)]
        others = chance.randint(180, 220)
        articles.append([Visits(each, round(private * each) + 20, others) for each in visits])
    return articles


def halve(articles: list[list[Visits]]) -> list[Halves]:
    return [(odd, even) for odd, even in articles]


def store(articles: list[list[Visits]]) -> int:
    """Write such days into the totals, and return the dark entries."""
    totals = []
    for number, days in enumerate(articles):
        article = Article.objects.create(identity=f"/{number}/", url=f"/{number}/", title="A")
        for day, (shared, dark, others) in enumerate(days):
            total = ArticleTotal(article=article, day=FIRST + timedelta(days=day), dark=dark)
            total.entries = shared + dark + others
            # A letter's arrival is a visit from a share, as a clickback is.
            total.arrivals = shared // 3
            total.clickbacks = shared - shared // 3
            totals.append(total)
    ArticleTotal.objects.bulk_create(totals)
    fold()
    dark = sum(total.dark for total in totals)
    SourceTotal.objects.create(source="dark", day=FIRST, entries=dark)
    SourceTotal.objects.create(source="search", day=FIRST, entries=99)
    return dark


@pytest.mark.django_db
def test_the_number_of_private_dark_entries_is_found_in_the_totals() -> None:
    articles = draw_articles(60)
    dark = store(articles)
    private = dark - 60 * 2 * 20

    found = estimate_private(MONTH)

    assert isinstance(found, Estimate)
    assert found.dark == dark
    assert found.low <= private <= found.high
    assert 0.9 * private < found.likely < 1.1 * private


@pytest.mark.django_db
def test_three_queries_are_made_whatever_the_number_of_articles(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store(draw_articles(60))
    monkeypatch.setattr(estimate, "MOST_ARTICLES", 30)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = estimate_private(MONTH)

    assert len(queries) == 3
    assert isinstance(found, Estimate)
    # The dark entries are those of every article, also where the least read are not looked at.
    assert found.dark == SourceTotal.objects.get(source="dark").entries


@pytest.mark.django_db
def test_a_day_before_the_period_does_not_count() -> None:
    store(draw_articles(60))

    assert isinstance(estimate_private(Period(date(2026, 9, 3), None)), Lack)


@pytest.mark.django_db
def test_one_day_says_nothing() -> None:
    store(draw_articles(60, days=1))

    assert estimate_private(MONTH) == Lack()
    assert estimate_private(Period(FIRST, FIRST)) == Lack(days=1)


@pytest.mark.django_db
def test_an_empty_site_has_no_estimate() -> None:
    assert estimate_private(Period()) == Lack(visits=100, articles=20, is_dark=False)


@pytest.mark.parametrize(
    ("few", "lack"),
    [
        ("visits from shares", Lack(visits=80)),
        ("articles", Lack(articles=1)),
        ("dark entries", Lack(is_dark=False)),
    ],
)
def test_too_few_of_anything_give_no_estimate(few: str, lack: Lack) -> None:
    articles = draw_articles(estimate.FEWEST_ARTICLES)
    assert isinstance(estimate.estimate(halve(articles), dark=1000), Estimate)

    if few == "articles":
        articles.pop()
    if few == "dark entries":
        articles = [[each._replace(dark=0) for each in days] for days in articles]
    if few == "visits from shares":
        articles = [[each._replace(shared=each.shared // 20) for each in days] for days in articles]

    assert estimate.estimate(halve(articles), dark=1000) == lack


def test_where_nothing_repeats_there_is_no_estimate() -> None:
    articles = [
        [Visits(40 * (number % 2), 20, 200), Visits(40 * (1 - number % 2), 20, 200)]
        for number in range(60)
    ]

    assert estimate.estimate(halve(articles), dark=1000) == Lack()


def test_an_interval_that_spans_nearly_everything_gives_no_estimate(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    articles = halve(draw_articles(60))
    found = estimate.estimate(articles, dark=10_000)
    assert isinstance(found, Estimate)

    monkeypatch.setattr(estimate, "WIDEST", (found.high - found.low) / 10_000 / 2)

    assert estimate.estimate(articles, dark=10_000) == Lack()


def test_an_interval_stays_within_the_dark_entries() -> None:
    none = estimate.estimate(halve(draw_articles(60, private=0)), dark=1000)
    assert isinstance(none, Estimate)
    assert none.low == 0

    # Dark entries beyond what shares explain: as many as there are, and no more.
    only_private = [
        [each._replace(dark=2 * each.shared) for each in days] for days in draw_articles(60)
    ]
    everything = estimate.estimate(halve(only_private), dark=1000)
    assert isinstance(everything, Estimate)
    assert everything.high == 1000


def test_the_assumption_is_one_sentence() -> None:
    assert str(ASSUMPTION).count(".") == 1


@pytest.mark.parametrize(
    ("lack", "sentences"),
    [
        (Lack(visits=1), ["It needs 1 more visit from a share."]),
        (
            Lack(visits=40, articles=3),
            ["It needs 40 more visits from shares.", "It needs 3 more articles with visits."],
        ),
        (Lack(days=1), ["It needs two days or more."]),
        (Lack(is_dark=False), ["It needs visits without a referrer."]),
        (Lack(), ["The articles differ too little"]),
    ],
)
def test_what_an_estimate_lacks_is_said(lack: Lack, sentences: list[str]) -> None:
    text = format_lack(lack)

    assert [sentence for sentence in sentences if sentence not in text] == []
    assert text.count("It needs") == sum(each.startswith("It needs") for each in sentences)
