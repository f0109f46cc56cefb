"""Both sides of a comparison are counted in the same hours, on days of any length, for any door."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pytest_django import Settings

from sharekit.aggregate.drain import drain
from sharekit.aggregate.fold import fold
from sharekit.buffers.database import DatabaseBuffer
from sharekit.models import Article, ShareRollup
from sharekit.reports.figures.comparison import Comparison, compare_periods
from sharekit.reports.period.comparable import find_comparable
from sharekit.reports.period.days import Period
from tests.support.traffic import BRIDGE, SWIFTS, stamped

BERLIN = ZoneInfo("Europe/Berlin")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def zone(settings: Settings) -> None:
    settings.TIME_ZONE = BERLIN.key


def happen(*moments: str) -> None:
    """Count a share, a lookup and a visit without a referrer at each moment, of two articles."""
    events = []
    for moment in moments:
        at = round(datetime.fromisoformat(moment).replace(tzinfo=BERLIN).timestamp() * 1000)
        for article in (SWIFTS, BRIDGE):
            about = {"article": article, "at": at, "received": at}
            events += [
                stamped(kind="share", mark="w", **about),
                stamped(kind="lookup", mark="t", **about),
                stamped(source="dark", **about),
            ]
    DatabaseBuffer().append(events)
    drain()


def compare(now: str, *, days: int = 1, article: Article | None = None) -> Comparison | None:
    """Compare the days up to a moment."""
    moment = datetime.fromisoformat(now).replace(tzinfo=BERLIN)
    period = Period(moment.date() - timedelta(days=days - 1), moment.date())
    return compare_periods(find_comparable(period, counted_up_to=moment), article=article)


def read(comparison: Comparison | None) -> list[tuple[int, ...]]:
    """Return the counts of both sides."""
    assert comparison
    names = ("shares", "lookups", "entries", "dark")
    sides = (comparison.before, comparison.now)
    return [tuple(side.counts[name] for name in names) for side in sides]


@pytest.mark.parametrize(
    ("before", "today", "now"),
    [
        ("2026-11-23", "2026-11-30", "16:03"),
        # One has 23 hours, the other 25.
        ("2025-03-23", "2025-03-30", "16:03"),
        ("2025-03-30", "2025-04-06", "16:03"),
        ("2025-10-19", "2025-10-26", "16:03"),
        ("2025-10-26", "2025-11-02", "16:03"),
    ],
)
def test_today_and_the_day_a_week_earlier_are_compared_by_the_same_hours(
    before: str, today: str, now: str
) -> None:
    earlier = [f"{before}T{time}" for time in ("00:00", "15:59:59", "16:00", "16:02", "23:59")]
    happen(*earlier, f"{today}T00:00", f"{today}T09:00", f"{today}T15:59:59", f"{today}T16:00")

    assert read(compare(f"{today}T{now}")) == [(4,) * 4, (6,) * 4]
    for article in Article.objects.all():
        assert read(compare(f"{today}T{now}", article=article)) == [(2,) * 4, (3,) * 4]


def test_longer_periods_compare_whole_days_folded_or_not() -> None:
    happen(*(f"2026-11-{day}T{hour}:30" for day in range(10, 31) for hour in ("08", "20")))
    counted = read(compare("2026-11-30T16:03", days=7))

    fold()

    assert {-1} == set(ShareRollup.objects.filter(day="2026-11-18").values_list("hour", flat=True))
    assert read(compare("2026-11-30T16:03", days=7)) == counted == [(24,) * 4] * 2
    for article in Article.objects.all():
        assert read(compare("2026-11-30T16:03", days=7, article=article)) == [(12,) * 4] * 2


def test_days_before_the_first_count_are_not_compared() -> None:
    happen("2026-11-28T12:00")

    assert compare("2026-12-07T16:03", days=3)
    assert compare("2026-12-07T16:03", days=4) is None
    assert compare("2026-11-28T16:03") is None
