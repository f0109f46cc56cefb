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
from sharekit.reports.words.numbers import format_change
from tests.support.traffic import BRIDGE, HOUR, store
from tests.unit.admin.pages import FEW, read_cards, read_changes, strip
from tests.unit.admin.report.page import DAY, read, share_many


def begin_counting() -> None:
    """Let something be counted before all periods that are compared here."""
    store(6 * DAY, article=BRIDGE)
    drain()


def test_longer_periods_compare_whole_days_without_today(editor: Client) -> None:
    begin_counting()
    share_many(25, age=2 * DAY)
    share_many(4, age=DAY)
    store(DAY)
    share_many(7)

    page = read(editor, days="2")
    changes = read_changes(page)

    assert read_cards(page)["shares"] == "11"
    assert changes["shares"] == "\N{MINUS SIGN}21, from 25 to 4"
    assert ">1 whole day, and the day before<" in page
    assert changes["views"] == "\N{MINUS SIGN}20, from 25 to 5"
    assert changes["copies"] == "as before: 0"
    assert changes["visits_per_share"] == "before: 1.00"
    days = [date_format(timezone.localdate() - timedelta(days=back)) for back in (1, 2)]
    assert f"Changes compare {days[0]} with {days[1]}." in page


def test_today_is_compared_by_the_hours_that_are_over(editor: Client) -> None:
    share_many(2, age=DAY)
    share_many(1, age=DAY + 2 * HOUR)
    share_many(3, age=2 * HOUR)
    share_many(9)

    page = read(editor, days="1")

    assert read_cards(page)["shares"] == "12"
    assert read_changes(page)["shares"] == "+2, from 1 to 3"
    assert re.search(r">until \d+:00, and the day before until then<", page)
    assert re.search(r"before \d+:00 with the same hours of", page)


def test_the_first_hour_of_a_day_is_not_compared(editor: Client, settings: Settings) -> None:
    share_many(3, age=DAY)
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
        ("shares", 60, 50, "+10 (+20 %), from 50 to 60"),
        ("shares", 1_500, 20, "+1,480 (+7,400 %), from 20 to 1,500"),
        ("views", 20, 40, "\N{MINUS SIGN}20 (\N{MINUS SIGN}50 %), from 40 to 20"),
        # Chance, or too little to say.
        ("shares", 100, 19, "+81, from 19 to 100"),
        ("shares", 19, 100, "\N{MINUS SIGN}81, from 100 to 19"),
        ("shares", 3, 0, "+3, from 0 to 3"),
        ("views", 10_001, 10_000, "+1, from 10,000 to 10,001"),
        ("shares", 7, 7, "as before: 7"),
        ("lift", 30.5, 20.25, "+10.25, from 20.25 to 30.50"),
        ("private_share", 0.9, 0.6, "+30.0 points, from 60 % to 90 %"),
        ("part_of_visits", 0.115, 0.094, "+2.1 points, from 9.4 % to 11.5 %"),
        ("part_of_visits", 0.1151, 0.1149, "as before: 11.5 %"),
        ("part_of_visits", None, 0.1, "before: 10.0 %"),
        # The difference is that of the numbers beside it.
        ("visits_per_share", 0.1143, 0.3849, "\N{MINUS SIGN}0.27, from 0.38 to 0.11"),
        ("reshares_per_100_shares", 1.26, 1.24, "+0.1, from 1.2 to 1.3"),
        ("part_of_visits", 0.0446, 0.0954, "\N{MINUS SIGN}5.0 points, from 9.5 % to 4.5 %"),
        ("private_share", 0.646, 0.644, "+1.0 points, from 64 % to 65 %"),
        ("lift", None, 0.5, "before: 0.50"),
        ("lift", 0.5, None, "before: too few to show"),
    ],
)
def test_a_change_has_both_numbers_and_a_percentage_between_large_ones(
    figure: str, now: float | None, before: float | None, change: str
) -> None:
    assert format_change(figure, now, before) == change


def test_a_sign_stays_before_its_number_where_text_runs_to_the_left() -> None:
    with translation.override("ar"):
        change = format_change("shares", 30, 20)

    isolated = [f"\N{LEFT-TO-RIGHT ISOLATE}{part}\N{POP DIRECTIONAL ISOLATE}" for part in ("+10",)]
    assert change.startswith(isolated[0])
    assert change.count("\N{LEFT-TO-RIGHT ISOLATE}") == 2


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
    share_many(20, age=2 * DAY)
    share_many(20, age=DAY)

    page = read(editor, days="2")

    assert '<dt>Here <span class="sharekit-change">as before: 100 %</span></dt>' in page
