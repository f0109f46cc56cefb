"""One or two hours that hold most of an article's day are reported in a sentence."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

import pytest

from sharekit.models import Article, ShareRollup
from sharekit.reports.figures import bursts
from sharekit.reports.figures.bursts import Burst, find_burst
from sharekit.reports.period.days import last_days, today
from sharekit.reports.words.bursts import format_burst
from tests.support.traffic import SWIFTS

pytestmark = pytest.mark.django_db


def find(rows: dict[tuple[int, int], dict[str, int]], *, days: int = 7) -> Burst | None:
    """Return the burst of an article with such rows, by days ago and hour."""
    ShareRollup.objects.all().delete()
    article, _ = Article.objects.get_or_create(identity=SWIFTS.identity, url=SWIFTS.address)
    other, _ = Article.objects.get_or_create(identity="/", url="https://news.example/")
    for (ago, hour), counts in rows.items():
        day = today() - timedelta(days=ago)
        ShareRollup.objects.create(
            article=article, channel="whatsapp", day=day, hour=hour, **counts
        )
        ShareRollup.objects.create(article=other, channel="email", day=day, hour=hour, shares=9_999)
    return find_burst(last_days(days), article=article)


def test_an_hour_with_more_than_half_of_a_day_is_a_burst() -> None:
    yesterday = today() - timedelta(days=1)

    assert find({(1, 14): {"shares": 40, "copies": 20}, (1, 9): {"shares": 59}}) == Burst(
        "acts", yesterday, 14, 60, 119
    )
    assert find({(1, 14): {"clickbacks": 800}, (1, 0): {"shares": 30}}) == Burst(
        "clickbacks", yesterday, 14, 800, 800
    )
    # Of several, the largest.
    several = {(1, 3): {"shares": 99}, (2, 4): {"clickbacks": 100}, (3, 5): {"shares": 98}}
    found = find(several)
    assert found and (found.figure, found.hour) == ("clickbacks", 4)
    assert find({(1, 14): {"shares": 60}}, days=1) is None


def test_two_hours_with_more_than_three_quarters_of_a_day_are_a_burst() -> None:
    yesterday = today() - timedelta(days=1)
    halves = {(1, 15): {"shares": 600}, (1, 14): {"shares": 600}, (1, 9): {"shares": 399}}

    burst = find(halves)

    assert burst == Burst("acts", yesterday, 14, 1200, 1599, hours=2)
    assert "1,200 of 1,599 shares and copies happened between 14:00 and 16:00" in (
        format_burst(burst)
    )
    assert find(halves | {(1, 9): {"shares": 400}}) is None
    # Two hours apart.
    assert find({(1, 14): {"shares": 60}, (1, 16): {"shares": 60}}) is None


@pytest.mark.parametrize(
    "rows",
    [
        {},
        {(1, 14): {"shares": 49}},
        {(1, 14): {"shares": 60}, (1, 15): {"shares": 60}, (1, 9): {"shares": 40}},
        {(1, 14): {"shares": 30, "clickbacks": 30}},
        {(1, 14): {"reshares": 500, "arrivals": 500}},
        # Folded: nobody knows the hour.
        {(1, -1): {"shares": 500}},
        {(9, 14): {"shares": 500}},
    ],
)
def test_anything_less_is_not_a_burst(rows: dict[tuple[int, int], dict[str, int]]) -> None:
    assert find(rows) is None


def test_today_is_looked_at_from_noon_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def find_at(hour: int) -> Burst | None:
        class Clock(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
                return datetime.now(tz).replace(hour=hour)

        monkeypatch.setattr(bursts, "datetime", Clock)
        return find({(0, 7): {"shares": 60}})

    assert find_at(12) is not None
    assert find_at(11) is None
