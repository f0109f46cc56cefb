"""Figures of the report beside those of the days before, and ratios of enough shares."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation
from django.utils.formats import date_format
from pytest_django import Settings

from sharekit.aggregate.drain import drain
from sharekit.reports.period.comparable import find_comparable
from sharekit.reports.period.days import last_days
from sharekit.reports.words.comparison import format_sides
from sharekit.reports.words.numbers import describe_change, format_difference, format_percent
from tests.support.traffic import BRIDGE, HOUR, store
from tests.unit.admin.pages import (
    DOWN,
    FEW,
    UP,
    read_cards,
    read_changes,
    read_sides,
    strip,
)
from tests.unit.admin.report.page import DAY, read, share_long_ago, share_many


def begin_counting() -> None:
    """Let something be counted before all periods that are compared here."""
    store(10 * DAY, article=BRIDGE)
    drain()


def ago(days: int) -> str:
    return (timezone.localdate() - timedelta(days=days)).isoformat()


def test_longer_periods_compare_whole_days_without_today(editor: Client) -> None:
    begin_counting()
    share_long_ago(25, age=8 * DAY)
    share_many(4, age=DAY)
    store(DAY)
    share_many(7)

    page = read(editor, days="2")
    changes = read_changes(page)

    assert read_cards(page)["shares"] == "4"
    sides = read_sides(page)
    assert changes["shares"] == f"{DOWN} 21 less"
    assert sides["shares"] == "25 a week earlier, 11 with today"
    assert changes["views"] == f"{DOWN} 20 less"
    assert changes["copies"] == "as before"
    assert "visits_per_share" not in changes
    assert sides["visits_per_share"] == "1.00 a week earlier, too few to show with today"
    days = [date_format(timezone.localdate() - timedelta(days=back)) for back in (1, 8)]
    assert f"Changes compare {days[0]} with the same weekday before: {days[1]}." in page


def test_days_that_are_all_over_show_only_what_was_before(editor: Client) -> None:
    begin_counting()
    share_long_ago(20, age=8 * DAY)
    share_many(30, age=DAY)

    page = read(editor, period="yesterday")

    assert read_cards(page)["shares"] == "30"
    assert read_changes(page)["shares"] == f"{UP} 50 % more"
    assert read_sides(page)["shares"] == "20 a week earlier"
    assert "<small>" not in page


@pytest.mark.parametrize(
    ("since", "until", "sides"),
    [
        (15, 2, "1 on the days 2 weeks earlier"),
        (15, 0, "1 on the days 3 weeks earlier, 1 with today"),
    ],
)
def test_longer_periods_are_compared_with_those_some_weeks_earlier(
    editor: Client, since: int, until: int, sides: str
) -> None:
    begin_counting()
    store(60 * DAY, article=BRIDGE)
    share_many(1, age=3 * DAY)
    share_long_ago(1, age=17 * DAY)
    share_long_ago(1, age=33 * DAY)

    page = read(editor, since=ago(since), until=ago(until))

    assert read_sides(page)["shares"] == sides


def test_the_last_day_is_named_if_a_worker_is_late() -> None:
    late = timezone.now() - timedelta(days=1)
    day = date_format(timezone.localdate() - timedelta(days=2), "MONTH_DAY_FORMAT")

    for length, words in ((7, "a week earlier"), (13, "on the days 2 weeks earlier")):
        period = last_days(length)
        days = find_comparable(period, counted_up_to=late)
        assert days
        assert format_sides(period, days, now="2", before="3") == f"2 until {day}, 3 {words}"


def test_today_is_compared_by_the_hours_that_are_over(editor: Client) -> None:
    share_long_ago(2, age=7 * DAY)
    share_long_ago(1, age=7 * DAY + 2 * HOUR)
    share_many(3, age=2 * HOUR)
    share_many(9)

    page = read(editor, days="1")

    assert read_cards(page)["shares"] == "12"
    assert read_changes(page)["shares"] == f"{UP} 2 more"
    assert re.fullmatch(r"3 until \d+:00, 1 a week earlier", read_sides(page)["shares"])
    assert re.search(r"before \d+:00 with the same hours of the same weekday before:", page)


def test_the_first_hour_of_a_day_is_not_compared(editor: Client, settings: Settings) -> None:
    share_long_ago(3, age=7 * DAY)
    hour = datetime.now(UTC).hour
    # Where the day began less than an hour ago; POSIX turns the sign round.
    settings.TIME_ZONE = f"Etc/GMT{hour if hour < 12 else hour - 24:+d}"
    share_many(3)

    page = read(editor, days="1")

    assert read_changes(page) == {}
    assert "No comparison: none of its hours and days is over." in page


@pytest.mark.parametrize(
    ("figure", "now", "before", "change"),
    [
        ("shares", 60, 50, "20 % more"),
        ("shares", 1_500, 20, "7,400 % more"),
        ("views", 20, 40, "50 % less"),
        # Chance, or too little to say.
        ("shares", 100, 19, "81 more"),
        ("shares", 19, 100, "81 less"),
        ("shares", 3, 0, "3 more"),
        ("views", 10_001, 10_000, "1 more"),
        ("shares", 7, 7, "as before"),
        ("lift", 30.5, 20.25, "10.25 more"),
        ("private_share", 0.9, 0.6, "30.0 points more"),
        ("part_of_visits", 0.115, 0.094, "2.1 points more"),
        ("part_of_visits", 0.1151, 0.1149, "as before"),
        ("part_of_visits", None, 0.1, ""),
        # The difference is that of the numbers beside it.
        ("visits_per_share", 0.1143, 0.3849, "0.27 less"),
        ("reshares_per_100_shares", 1.26, 1.24, "0.1 more"),
        ("part_of_visits", 0.0446, 0.0954, "5.0 points less"),
        ("private_share", 0.646, 0.644, "1.0 points more"),
        ("lift", None, 0.5, ""),
        ("lift", 0.5, None, ""),
    ],
)
def test_a_change_has_a_direction_and_a_percentage_between_large_numbers(
    figure: str, now: float | None, before: float | None, change: str
) -> None:
    found = describe_change(figure, now, before)

    assert found.words == change
    assert found.direction == {"more": "up", "less": "down"}.get(change.rpartition(" ")[2], "")


def test_a_sign_stays_before_its_number_where_text_runs_to_the_left() -> None:
    with translation.override("ar"):
        changes = [form("shares", 30, 20) for form in (format_difference, format_percent)]

    for change in changes:
        assert change.startswith("\N{LEFT-TO-RIGHT ISOLATE}+")
        assert change.endswith("\N{POP DIRECTIONAL ISOLATE}")


def test_days_before_that_were_counted_in_part_are_not_compared(editor: Client) -> None:
    share_many(3)
    share_many(3, age=2 * DAY)

    page = read(editor, days="3")

    assert read_changes(page) == {}
    assert "No comparison: counting started" in page


def test_days_without_an_end_are_not_compared(editor: Client) -> None:
    share_many(3)

    page = read(editor, days="")

    assert read_changes(page) == {}
    text = strip(page.partition("sharekit-figures")[0])
    assert "Changes compare" not in text
    assert "No comparison" not in text


def test_ratios_are_shown_from_twenty_marked_acts_on(editor: Client, settings: Settings) -> None:
    settings.SHAREKIT = {"CHANNELS": ["whatsapp", "facebook"]}
    share_many(19)
    few = read(editor)
    share_many(1)
    enough = read(editor)

    assert read_cards(few)["visits_per_share"] == FEW
    assert "RadiumOne" not in strip(few.partition("sharekit-private")[2])
    assert read_cards(enough)["visits_per_share"] == "1.00"
    assert "RadiumOne, 2016" in enough
    assert re.search(r"<dt>Here</dt>.*?<strong>100 %</strong>", enough, re.S)


def test_without_a_public_channel_there_is_no_private_share(editor: Client) -> None:
    share_many(20)

    assert "sharekit-private" not in read(editor)


def test_the_private_part_is_compared_too(editor: Client, settings: Settings) -> None:
    settings.SHAREKIT = {"CHANNELS": ["whatsapp", "facebook"]}
    share_long_ago(20, age=8 * DAY)
    share_many(20, age=DAY)

    page = read(editor, days="2")

    found = re.search("<dt>Here (.*?)</dt>", page, re.S)
    assert found
    assert strip(found[1]) == "as before 100 % until yesterday, 100 % a week earlier"
