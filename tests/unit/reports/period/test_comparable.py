"""Only days that are over are compared, and today by the hours that are over."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pytest_django import Settings

from sharekit.reports.period.comparable import Comparable, find_comparable
from sharekit.reports.period.days import Period

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 30, 16, 3, tzinfo=BERLIN)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def zone(settings: Settings) -> None:
    settings.TIME_ZONE = BERLIN.key


def ago(first: int, last: int) -> Period:
    """Return the days between two numbers of days ago; a negative one is in the future."""
    return Period(TODAY - timedelta(days=first), TODAY - timedelta(days=last))


@pytest.mark.parametrize(
    ("period", "comparable"),
    [
        (ago(0, 0), Comparable(ago(0, 0), ago(7, 7), hours=16)),
        (ago(0, -3), Comparable(ago(0, 0), ago(7, 7), hours=16)),
        (ago(1, 1), Comparable(ago(1, 1), ago(8, 8))),
        (ago(1, 0), Comparable(ago(1, 1), ago(8, 8))),
        (ago(6, 0), Comparable(ago(6, 1), ago(13, 8))),
        (ago(6, -9), Comparable(ago(6, 1), ago(13, 8))),
        (ago(13, 7), Comparable(ago(13, 7), ago(20, 14))),
        (ago(7, 0), Comparable(ago(7, 1), ago(14, 8))),
        (ago(8, 0), Comparable(ago(8, 1), ago(22, 15), weeks=2)),
        (ago(89, 0), Comparable(ago(89, 1), ago(180, 92), weeks=13)),
        (ago(-1, -2), None),
        (Period(), None),
        (Period(TODAY, None), None),
        (Period(None, TODAY), None),
        (Period(date(1, 1, 2), date(1, 1, 3)), None),
        (Period(date.min, date.max), None),
    ],
)
def test_a_period_is_compared_as_far_as_it_is_over(
    period: Period, comparable: Comparable | None
) -> None:
    assert find_comparable(period, counted_up_to=NOW) == comparable
    assert find_comparable(period, counted_up_to=NOW.astimezone(UTC)) == comparable


@pytest.mark.parametrize(
    ("moment", "hours"),
    [
        ("2026-11-30T00:00:00+01:00", None),
        ("2026-11-30T00:59:59+01:00", None),
        ("2026-11-30T01:00:00+01:00", 1),
        ("2026-11-30T23:59:59+01:00", 23),
        # Half past two does not exist on this day, and exists twice on the other.
        ("2025-03-30T01:59:59+01:00", 1),
        ("2025-03-30T03:00:00+02:00", 3),
        ("2025-10-26T02:30:00+02:00", 2),
        ("2025-10-26T02:30:00+01:00", 2),
        ("2025-10-26T03:00:00+01:00", 3),
    ],
)
def test_an_hour_of_today_is_compared_when_it_is_over(moment: str, hours: int | None) -> None:
    now = datetime.fromisoformat(moment)

    found = find_comparable(Period(now.date(), now.date()), counted_up_to=now)

    assert (found and found.hours) == hours


def test_a_day_that_is_not_counted_to_its_end_is_not_over() -> None:
    late = NOW - timedelta(days=1)

    assert find_comparable(ago(0, 0), counted_up_to=late) is None
    assert find_comparable(ago(6, 0), counted_up_to=late) == Comparable(ago(6, 2), ago(13, 9))
    assert find_comparable(ago(1, 0), counted_up_to=late) == Comparable(
        ago(1, 1), ago(8, 8), hours=16
    )


@pytest.mark.parametrize("first", range(120))
def test_each_day_is_compared_with_the_same_weekday_of_another_day(first: int) -> None:
    found = find_comparable(ago(first, 1), counted_up_to=NOW) if first else None

    if found:
        assert found.now.since and found.before.since and found.before.until
        assert found.now.since.weekday() == found.before.since.weekday()
        assert 1 <= (found.now.since - found.before.until).days <= 7
