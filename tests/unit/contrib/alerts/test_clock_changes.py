"""Two hours are two hours when the clock is put forward or back."""

from __future__ import annotations

from datetime import datetime

import pytest

from sharekit.contrib.alerts.looking.look import look
from sharekit.reports.figures.tips.taking_off import find_cells
from tests.unit.contrib.alerts.making import BERLIN, Clock, count, live

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("moment", "fold", "hours"),
    [
        (datetime(2026, 10, 25, 2, 30), 0, {1: 1, 2: 0.5}),
        # The clock was put back: the rows of two o'clock are those of two hours.
        (datetime(2026, 10, 25, 2, 30), 1, {2: 1.5}),
        (datetime(2026, 10, 25, 3, 30), 0, {2: 2, 3: 0.5}),
        (datetime(2026, 10, 25, 4, 30), 0, {3: 1, 4: 0.5}),
        # It was put forward: two o'clock did not exist.
        (datetime(2026, 3, 29, 3, 30), 0, {1: 1, 3: 0.5}),
        (datetime(2026, 11, 30, 0, 15), 0, {23: 1, 0: 0.25}),
    ],
)
def test_two_hours_are_two_hours_when_the_clock_changes(
    moment: datetime, fold: int, hours: dict[int, float]
) -> None:
    cells = find_cells(moment.replace(tzinfo=BERLIN, fold=fold))

    assert {hour: cells[day, hour] for day, hour in cells} == hours


@pytest.mark.parametrize(("acts", "found"), [(80, 0), (100, 1)])
def test_an_hour_that_the_clock_repeats_may_have_twice_as_many(
    clock: Clock, acts: int, found: int
) -> None:
    now = datetime(2026, 10, 25, 3, 59, tzinfo=BERLIN)
    for name in ("story", "other"):
        live(name, until=now, shares=10)
    clock.set(now)
    # The hour of two and the one before have ten each, so usual are thirty.
    count("story", now, shares=acts - 20)

    assert look() == found
