"""Counts day by day, without a gap, that add up to the sums of the period."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sharekit import tokens
from sharekit.aggregate.drain import drain
from sharekit.aggregate.fold import fold
from sharekit.figures import OF_CHANNELS
from sharekit.models import Article
from sharekit.reports.figures.series import get_series
from sharekit.reports.period.days import Period, last_days, today
from tests.support.traffic import BRIDGE, SWIFTS, post, share, store, visit

DAY = 24 * 3_600_000

pytestmark = pytest.mark.django_db(transaction=True)


def test_days_on_which_nothing_happened_are_zeros() -> None:
    link = tokens.mint("w")
    post(share(link, age=2 * DAY), {"kind": "copy", "channel": "copy-text", "length": "short"})
    store(2 * DAY)
    post(visit(link), address="192.0.2.2")
    drain()

    series = get_series(last_days(4))

    assert series.days == [today() - timedelta(days=back) for back in (3, 2, 1, 0)]
    assert series.views == [0, 1, 0, 1]
    assert series.entries == [0, 0, 0, 1]
    counts = {"shares": [0, 1, 0, 0], "clickbacks": [0, 0, 0, 1]}
    assert series.channels == {"whatsapp": {name: [0] * 4 for name in OF_CHANNELS} | counts}


def test_open_ends_are_the_first_day_with_counts_and_today() -> None:
    assert get_series(Period()).days == []

    post(share(age=2 * DAY))
    drain()

    assert len(get_series(Period()).days) == 3
    until = today() - timedelta(days=1)
    assert get_series(Period(until=until)).days == [
        until - timedelta(days=1),
        until,
    ]


def test_an_article_has_a_series_of_its_own() -> None:
    post(share(), share())
    post(share(), {"kind": "view"}, article=BRIDGE)
    drain()
    swifts = Article.objects.get(identity=SWIFTS.identity)

    series = get_series(last_days(1), article=swifts)

    assert (series.views, series.channels["whatsapp"]["shares"]) == ([0], [2])


def test_hours_of_one_day_are_one_point() -> None:
    post(share(), share(age=1))
    drain()
    article = Article.objects.get()
    long_ago = date(2026, 1, 1)
    article.sharerollups.update(day=long_ago)
    fold()

    days = get_series(Period(long_ago, long_ago), article=article)

    assert days.channels["whatsapp"]["shares"] == [2]


def test_a_series_shows_ten_years_at_most() -> None:
    post(share())
    drain()
    series = get_series(Period(since=date(1900, 1, 1)))

    assert len(series.days) == 3_660
    assert series.days[-1] == today()
    assert sum(series.channels["whatsapp"]["shares"]) == 1


def test_what_lies_before_the_ten_years_is_left_out() -> None:
    post(share(), {"kind": "view"})
    drain()
    article = Article.objects.get()
    for rows in (article.articletotals, article.sharerollups):
        rows.update(day=date(1999, 1, 1))

    series = get_series(Period(since=date(1900, 1, 1)), article=article)

    assert sum(series.views) == 0
    assert series.channels == {}
