"""Reports get conversions by shares in steps of five, of which none shows a single one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sharekit.contrib.conversions.credit.credit import credit
from sharekit.contrib.conversions.credit.release import release, shrink
from sharekit.contrib.conversions.models import ShareRelease, ShareSum
from sharekit.contrib.conversions.public import reverse_conversion
from tests.unit.contrib.conversions.orders import (
    count_released,
    order_and_credit,
    put_link,
)

pytestmark = pytest.mark.django_db(transaction=True)

MONDAY, TUESDAY, FRIDAY = (date(2026, 11, day) for day in (2, 3, 6))


@pytest.fixture
def total() -> ShareSum:
    """Return the sum of all shares, before any conversion."""
    row = ShareSum.objects.create(goal="order", currency="EUR")
    row.refresh_from_db()
    return row


def add(total: ShareSum, *values: int, day: date = MONDAY) -> None:
    """Add a conversion of each value; take one of a negative value back."""
    for value in values:
        total.conversions += 1 if value > 0 else -1
        total.value += value
        release(total, day)


def read(total: ShareSum) -> dict[date, tuple[Any, ...]]:
    """Return what is shown, by day."""
    return {row.day: (row.conversions, row.value) for row in total.releases.order_by("day")}


def test_four_are_not_shown_and_the_fifth_shows_all_of_them(total: ShareSum) -> None:
    add(total, 10, 10, 10, 10)
    assert read(total) == {}
    add(total, 60, day=TUESDAY)

    assert read(total) == {TUESDAY: (5, 100)}


def test_steps_of_a_day_are_added_up(total: ShareSum) -> None:
    add(total, *range(1, 15))

    assert read(total) == {MONDAY: (10, 55)}


def test_after_a_step_five_new_ones_are_needed_whatever_was_left(total: ShareSum) -> None:
    # Nine in one call, as after a worker's pause.
    total.conversions, total.value = 9, Decimal(90)
    release(total, MONDAY)
    assert read(total) == {MONDAY: (5, 50)}
    add(total, 10, 10, 10, 10, day=TUESDAY)
    assert read(total) == {MONDAY: (5, 50)}
    add(total, 100, day=TUESDAY)

    # Five of nine, whose value is 40 + 140: never that of the last one.
    assert read(total) == {MONDAY: (5, 50), TUESDAY: (5, 100)}


def test_a_reversal_shows_only_with_four_others(total: ShareSum) -> None:
    add(total, *[10] * 10)
    add(total, *[10] * 5, day=TUESDAY)
    add(total, *[-10] * 4, day=FRIDAY)
    assert read(total) == {MONDAY: (10, 100), TUESDAY: (5, 50)}
    add(total, -10, day=FRIDAY)

    # From the last day on which any were shown, so that no day has fewer than none.
    assert read(total) == {MONDAY: (10, 100)}


def test_reversals_are_taken_back_from_several_days(total: ShareSum) -> None:
    add(total, *[10] * 10)
    add(total, *[10] * 5, day=TUESDAY)
    total.conversions, total.value = 4, Decimal(40)
    release(total, FRIDAY)

    assert read(total) == {MONDAY: (5, 50)}
    assert (total.released, total.released_value, total.seen) == (5, Decimal(50), 4)


def test_after_a_step_back_five_further_reversals_are_needed(total: ShareSum) -> None:
    add(total, *[10] * 15)
    total.conversions, total.value = 6, Decimal(60)
    release(total, FRIDAY)
    assert read(total) == {MONDAY: (10, 100)}
    add(total, *[-10] * 4)
    assert read(total) == {MONDAY: (10, 100)}
    add(total, -10)

    assert read(total) == {MONDAY: (5, 50)}


def test_no_value_is_negative(total: ShareSum) -> None:
    add(total, *[100] * 5)
    add(total, -100, -100, *[1] * 7, day=TUESDAY)

    assert read(total) == {MONDAY: (5, 500), TUESDAY: (5, 0)}
    add(total, *[100] * 5, day=FRIDAY)
    # What was shown too much is made up for.
    assert read(total)[FRIDAY] == (5, 307)


def test_what_a_person_removes_is_not_shown_any_longer(total: ShareSum) -> None:
    add(total, *[10] * 10)
    total.conversions, total.value = 9, Decimal(90)
    shrink(total)
    assert read(total) == {MONDAY: (5, 50)}
    shrink(total)
    assert read(total) == {MONDAY: (5, 50)}
    total.conversions, total.value = 0, Decimal(0)
    shrink(total)

    assert read(total) == {}
    assert (total.released, total.released_value) == (0, Decimal(0))


def test_each_sum_has_steps_of_its_own() -> None:
    put_link()
    put_link("c2222222222")
    order_and_credit(1, 2, 3)
    order_and_credit(4, 5, token="w")

    assert count_released() == {"all": 5, "whatsapp": 5}
    order_and_credit(6, 7)
    names = (
        "all",
        "whatsapp",
        "article Swifts of the city",
        "article Swifts of the city, whatsapp",
    )
    assert count_released() == dict.fromkeys(names, 5)


def test_a_step_belongs_to_the_day_of_its_last_conversion() -> None:
    order_and_credit(*range(5), token="w")
    reverse_conversion("order", 0)
    credit()

    released = ShareRelease.objects.filter(sum__channel="").get()
    assert (released.conversions, released.value) == (5, Decimal(50))
