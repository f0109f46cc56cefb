"""A period is read as whole months, weeks and the days around them, and sums to the same."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from operator import itemgetter

import pytest
from django.db.models import Sum
from hypothesis import given
from hypothesis import strategies as st

from sharekit.aggregate.fold import fold
from sharekit.models import Article, ArticleChannelTotal, ArticleTotal, Span
from sharekit.reports.figures.articles import ranking, sums
from sharekit.reports.figures.articles.ranking import rank_articles, sort_articles
from sharekit.reports.figures.articles.sums import ArticleSums, count_articles
from sharekit.reports.period import spans
from sharekit.reports.period.days import Period
from sharekit.reports.period.spans import Part
from tests.support.clock import stop_clock

TODAY = date(2026, 11, 25)  # a Wednesday
DAY, WEEK, MONTH, QUARTER, YEAR = list(Span)[1:]


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, datetime.combine(TODAY, time(12), UTC))


@pytest.mark.parametrize(
    ("since", "until", "parts"),
    [
        (None, None, [Part(YEAR, None, None)]),
        (
            date(2026, 8, 1),
            date(2026, 9, 30),
            [Part(MONTH, date(2026, 8, 1), date(2026, 10, 1))],
        ),
        # The present month and year are whole for a period that reaches today.
        (date(2026, 11, 1), TODAY, [Part(MONTH, date(2026, 11, 1), None)]),
        (
            None,
            date(2026, 11, 24),
            [
                Part(YEAR, None, date(2026, 1, 1)),
                Part(QUARTER, date(2026, 1, 1), date(2026, 10, 1)),
                Part(MONTH, date(2026, 10, 1), date(2026, 11, 1)),
                Part(WEEK, date(2026, 11, 2), date(2026, 11, 23)),
                Part(DAY, date(2026, 11, 1), date(2026, 11, 2)),
                Part(DAY, date(2026, 11, 23), date(2026, 11, 25)),
            ],
        ),
        (
            date(2025, 11, 30),
            TODAY,
            [
                Part(YEAR, date(2026, 1, 1), None),
                Part(MONTH, date(2025, 12, 1), date(2026, 1, 1)),
                Part(DAY, date(2025, 11, 30), date(2025, 12, 1)),
            ],
        ),
        (
            date(2025, 6, 1),
            date(2026, 7, 31),
            [
                Part(QUARTER, date(2025, 7, 1), date(2026, 7, 1)),
                Part(MONTH, date(2025, 6, 1), date(2025, 7, 1)),
                Part(MONTH, date(2026, 7, 1), date(2026, 8, 1)),
            ],
        ),
        # So is the present week.
        (
            date(2026, 11, 14),
            TODAY,
            [
                Part(WEEK, date(2026, 11, 16), None),
                Part(DAY, date(2026, 11, 14), date(2026, 11, 16)),
            ],
        ),
        (
            date(2026, 10, 14),
            date(2026, 11, 20),
            [
                Part(WEEK, date(2026, 10, 19), date(2026, 11, 16)),
                Part(DAY, date(2026, 10, 14), date(2026, 10, 19)),
                Part(DAY, date(2026, 11, 16), date(2026, 11, 21)),
            ],
        ),
        (
            date(2025, 12, 22),
            date(2026, 2, 10),
            [
                Part(MONTH, date(2026, 1, 1), date(2026, 2, 1)),
                Part(WEEK, date(2025, 12, 22), date(2025, 12, 29)),
                Part(DAY, date(2025, 12, 29), date(2026, 1, 1)),
                Part(WEEK, date(2026, 2, 2), date(2026, 2, 9)),
                Part(DAY, date(2026, 2, 1), date(2026, 2, 2)),
                Part(DAY, date(2026, 2, 9), date(2026, 2, 11)),
            ],
        ),
        (TODAY, TODAY, [Part(DAY, TODAY, None)]),
        (date(2026, 9, 2), date(2026, 9, 2), [Part(DAY, date(2026, 9, 2), date(2026, 9, 3))]),
        (date.min, date.min, [Part(DAY, date.min, date(1, 1, 2))]),
        (date.max, None, []),
    ],
)
def test_a_period_is_split_into_whole_spans_and_the_days_around(
    since: date | None, until: date | None, parts: list[Part]
) -> None:
    assert spans.split(Period(since, until)) == parts


@pytest.mark.parametrize(
    ("since", "until", "added", "less"),
    [
        # The last 90 days: a quarter and a month without a day.
        (
            date(2026, 8, 28),
            TODAY,
            [
                Part(QUARTER, date(2026, 10, 1), None),
                Part(MONTH, date(2026, 9, 1), date(2026, 10, 1)),
                Part(DAY, date(2026, 8, 28), date(2026, 9, 1)),
            ],
            [],
        ),
        (
            date(2026, 9, 2),
            TODAY,
            [
                Part(QUARTER, date(2026, 10, 1), None),
                Part(MONTH, date(2026, 9, 1), date(2026, 10, 1)),
            ],
            [Part(DAY, date(2026, 9, 1), date(2026, 9, 2))],
        ),
        # The last seven days: two weeks without two days.
        (
            date(2026, 11, 18),
            TODAY,
            [Part(WEEK, date(2026, 11, 16), None)],
            [Part(DAY, date(2026, 11, 16), date(2026, 11, 18))],
        ),
    ],
)
def test_days_before_a_period_are_subtracted_where_this_takes_fewer_rows(
    since: date, until: date, added: list[Part], less: list[Part]
) -> None:
    selected = spans.choose(Period(since, until))

    assert selected == (added, less)


COUNTED = [
    date(2025, 11, 20),
    # Before and after the border of a year, a quarter, a month and a week.
    *(date(2025, 12, 31), date(2026, 1, 1)),
    date(2026, 2, 14),
    *(date(2026, 6, 30), date(2026, 7, 1)),
    *(date(2026, 10, 31), date(2026, 11, 1)),
    *(date(2026, 11, 15), date(2026, 11, 16)),
    *(date(2026, 11, 23), date(2026, 11, 24)),
    TODAY,
]
"""Days on which something is counted: what a period holds changes at the borders of spans."""
near = [day + timedelta(days=days) for day in COUNTED for days in (-1, 0, 1)]
days = st.none() | st.sampled_from(near) | st.dates(COUNTED[0], TODAY)


@pytest.mark.django_db
@given(since=days, until=days)
def test_articles_are_sorted_by_the_sums_of_their_days(
    since: date | None, until: date | None
) -> None:
    whole = Period(since, until)
    for number in (1, 2, 3):
        fill(number)

    for by in ("-views", "-acts"):
        check_order(whole, by=by)
    check_sums(whole)

    counts = count_articles(Article.objects.all(), whole)
    assert {pk: sum(row.channels.get("whatsapp", {}).values()) for pk, row in counts.items()} == {
        pk: row.counts["shares"] for pk, row in counts.items()
    }


def check_order(whole: Period, *, by: str) -> None:
    """Assert that articles are found in the order of their sums, which are those of their days."""
    found = {
        article.pk: getattr(article, by[1:])
        for article in sort_articles(Article.objects.all(), whole, by=[by, "pk"])
    }
    expected = dict.fromkeys(Article.objects.values_list("pk", flat=True), 0)
    for row in ArticleTotal.objects.filter(spans.DAILY, whole.condition):
        expected[row.article_id] += row.views if by == "-views" else row.shares + row.copies

    assert found == expected, by
    assert list(found.values()) == sorted(found.values(), reverse=True), by
    ranked = rank_articles(Article.objects.all(), whole, by=[by, "pk"])
    assert [(row["pk"], row[by[1:]]) for row in ranked] == [
        (pk, count) for pk, count in found.items() if count
    ], by


def check_sums(whole: Period) -> None:
    """Assert that all articles have the sums of their days."""
    expected: Counter[int] = Counter()
    for row in ArticleTotal.objects.filter(spans.DAILY, whole.condition):
        expected[row.article_id] += row.views

    assert +Counter(ArticleSums(whole).list_counts("views")) == expected


@pytest.mark.parametrize("order", [["-acts", "url"], ["views", "-title", "pk"], ["title", "pk"]])
def test_many_articles_are_named_in_two_steps(
    db: None, monkeypatch: pytest.MonkeyPatch, order: list[str]
) -> None:
    monkeypatch.setattr(ranking, "_PAGE", 3)
    for module in (ranking, sums):
        monkeypatch.setattr(module, "MOST_IDS", 4)
    for number in range(12):
        article = Article.objects.create(
            identity=f"/{number}/", url=f"/{number * 7 % 12:02}/", title=f"{number * 5 % 12:02}"
        )
        counts = {"shares": number // 4, "views": number % 3 + 1}
        ArticleTotal.objects.create(article=article, day=TODAY, **counts)

    found = [row["pk"] for row in rank_articles(Article.objects.all(), Period(), by=order)]

    each = [(name.lstrip("-"), -1 if name[0] == "-" else 1) for name in order]
    rows = [
        {"pk": total.article_id, "acts": total.shares, "views": total.views}
        | {"url": total.article.url, "title": total.article.title}
        for total in ArticleTotal.objects.select_related("article")
    ]
    for name, sign in reversed(each):
        rows.sort(key=itemgetter(name), reverse=sign < 0)
    assert found == [row["pk"] for row in rows]


def test_what_is_new_is_counted_before_and_after_it_is_moved(db: None) -> None:
    fill(1)
    late = TODAY - timedelta(days=40)
    ArticleTotal.objects.create(article=Article.objects.get(), day=late, views=1000)

    before = count_views()
    fold()

    assert count_views() == before
    assert not ArticleTotal.objects.filter(span=Span.NEW, day__lt=TODAY).exists()


def test_the_present_day_stays_new_while_workers_add_to_it(db: None) -> None:
    fill(1)

    assert ArticleTotal.objects.get(day=TODAY).span == Span.NEW
    assert ArticleChannelTotal.objects.get(day=TODAY).span == Span.NEW


def count_views() -> list[int]:
    """Count the views of some periods that hold, or do not hold, the day of `late`."""
    periods = [
        Period(TODAY - timedelta(days=since), TODAY - timedelta(days=until))
        for since in (300, 45, 41, 40, 39, 3)
        for until in (60, 40, 38, 1, 0)
        if since >= until
    ]
    everything = count_articles(Article.objects.all(), Period())
    return [
        *(counts.counts["views"] for counts in everything.values()),
        *(
            counts.counts["views"]
            for each in periods
            for counts in count_articles(Article.objects.all(), each).values()
        ),
    ]


def fill(number: int) -> None:
    """Count something of an article on every so many of the days above, and fold it."""
    article, is_new = Article.objects.get_or_create(
        identity=f"/{number}/", defaults={"url": f"/{number}/", "title": "A"}
    )
    if not is_new:
        return
    for place, day in enumerate(reversed(COUNTED)):
        if place % number == 0:
            shares = {"article": article, "day": day, "shares": number}
            ArticleTotal.objects.create(**shares, views=place % 5 + 1, copies=place % 3)
            ArticleChannelTotal.objects.create(**shares, channel="whatsapp")
    fold()
    assert ArticleTotal.objects.aggregate(sum=Sum("span"))["sum"]
