"""A long period is read as whole months and the days around them, and sums to the same."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sharekit import reports
from sharekit.models import Article, ArticleMonth, ArticleTotal
from sharekit.reports import Period, period

TODAY = date(2026, 11, 25)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(period, "today", lambda: TODAY)


@pytest.mark.parametrize(
    ("since", "until", "months", "around"),
    [
        (None, None, Period(), []),
        (date(2026, 9, 1), date(2026, 10, 31), Period(date(2026, 9, 1), date(2026, 10, 31)), []),
        # The present month is whole for a period that reaches today.
        (date(2026, 11, 1), TODAY, Period(date(2026, 11, 1)), []),
        (
            date(2026, 10, 27),
            TODAY,
            Period(date(2026, 11, 1)),
            [Period(date(2026, 10, 27), date(2026, 10, 31))],
        ),
        (
            None,
            date(2026, 11, 24),
            Period(None, date(2026, 10, 31)),
            [Period(date(2026, 11, 1), date(2026, 11, 24))],
        ),
        (
            date(2025, 12, 31),
            date(2026, 2, 1),
            Period(date(2026, 1, 1), date(2026, 1, 31)),
            [
                Period(date(2025, 12, 31), date(2025, 12, 31)),
                Period(date(2026, 2, 1), date(2026, 2, 1)),
            ],
        ),
        (date(2026, 11, 19), TODAY, None, None),
        (date(2026, 9, 2), date(2026, 10, 30), None, None),
        (date(2026, 9, 5), date(2026, 9, 30), None, None),
        (date.max, None, None, None),
    ],
)
def test_a_period_is_split_into_whole_months_and_the_days_around(
    since: date | None, until: date | None, months: Period | None, around: list[Period] | None
) -> None:
    whole = Period(since, until)

    assert whole.split() == (months, [whole] if around is None else around)


days = st.one_of(st.none(), st.dates(date(2025, 11, 20), TODAY))


@pytest.mark.django_db
@pytest.mark.parametrize("by", ["-views", "-acts"])
@given(since=days, until=days)
def test_articles_are_sorted_by_the_sums_of_their_days(
    by: str, since: date | None, until: date | None
) -> None:
    whole = Period(since, until)
    for number, step in enumerate((7, 11, 30), start=1):
        fill(number, step)

    found = {
        article.pk: getattr(article, by[1:])
        for article in reports.sort_articles(Article.objects.all(), whole, by=[by, "pk"])
    }

    rows = ArticleTotal.objects.filter(whole.condition)
    expected = {
        article.pk: sum(
            row.views if by == "-views" else row.shares + row.copies
            for row in rows.filter(article=article)
        )
        for article in Article.objects.all()
    }
    assert found == expected
    assert list(found.values()) == sorted(found.values(), reverse=True)
    ranked = reports.rank_articles(Article.objects.all(), whole, by=[by, "pk"])
    assert [(row["pk"], row[by[1:]]) for row in ranked] == [
        (pk, count) for pk, count in found.items() if count
    ]


def fill(number: int, step: int) -> None:
    """Count something of an article every so many days of the last year."""
    article, is_new = Article.objects.get_or_create(
        identity=f"/{number}/", defaults={"url": f"/{number}/", "title": "A"}
    )
    if not is_new:
        return
    months: dict[date, ArticleMonth] = {}
    totals = []
    for ago in range(0, 370, step):
        day = TODAY - timedelta(days=ago)
        counts = {"views": ago % 5 + 1, "shares": number, "copies": ago % 3}
        totals.append(ArticleTotal(article=article, day=day, **counts))
        first = day.replace(day=1)
        month = months.setdefault(first, ArticleMonth(article=article, day=first))
        for name, count in counts.items():
            setattr(month, name, getattr(month, name) + count)
    ArticleTotal.objects.bulk_create(totals)
    ArticleMonth.objects.bulk_create(months.values())
