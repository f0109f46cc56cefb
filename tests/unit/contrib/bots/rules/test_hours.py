"""Opening hours say when a person may answer."""

from __future__ import annotations

from datetime import datetime

import pytest

from sharekit.contrib.bots.rules.hours import is_open, parse_hours

HOURS = "Mo-Fr 9:00-17:00\n\nSa 10-14"


@pytest.mark.parametrize(
    ("day", "hour", "opened"),
    [
        # 30 November 2026 is a Monday.
        (30, "08:59", False),
        (30, "09:00", True),
        (30, "16:59", True),
        (30, "17:00", False),
        (28, "10:00", True),
        (28, "15:00", False),
        (29, "12:00", False),
    ],
)
def test_hours_hold_by_day(day: int, hour: str, opened: bool) -> None:
    moment = datetime.fromisoformat(f"2026-11-{day}T{hour}")

    assert is_open(HOURS, moment) == opened


def test_without_hours_it_is_always_open() -> None:
    moment = datetime.fromisoformat("2026-11-30T03:00")

    assert is_open("", moment)
    assert is_open("whenever", moment)


def test_days_may_go_over_the_weekend() -> None:
    assert [day for day, _begin, _end in parse_hours("Fr \u2013 Monday 0-24")] == [4, 5, 6, 0]


@pytest.mark.parametrize("line", ["always", "Xx 9-17", "Mo-Xx 9-17", "Mo 17-9", "Mo 9-25", "Mo"])
def test_a_line_that_is_not_understood_is_named(line: str) -> None:
    with pytest.raises(ValueError, match=line):
        parse_hours(f"{HOURS}\n{line}")
