"""The days of a report are those of the site's clock, and bad ones are refused in a sentence."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from sharekit.exceptions import Refused
from sharekit.reports.period.days import Period, last_days, parse_period
from tests.support.clock import stop_clock


def test_the_last_days_end_today_and_include_it() -> None:
    today = timezone.localdate()

    assert last_days(1) == Period(today, today)
    assert last_days(7) == Period(today - timedelta(days=6), today)


@pytest.mark.parametrize(
    ("zone", "today"),
    [("Pacific/Kiritimati", date(2026, 11, 26)), ("Pacific/Pago_Pago", date(2026, 11, 24))],
)
@pytest.mark.parametrize("aware", [True, False])
def test_today_is_the_sites_day_whatever_clock_the_user_has(
    zone: str, today: date, *, aware: bool, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_clock(monkeypatch, datetime(2026, 11, 25, 10, 30, tzinfo=UTC))
    settings.USE_TZ = aware
    settings.TIME_ZONE = zone

    with timezone.override(UTC):
        assert last_days(1).until == today


@pytest.mark.parametrize(
    ("parameters", "period"),
    [
        ({}, Period()),
        ({"days": "", "since": "", "until": ""}, Period()),
        ({"since": "2026-11-01"}, Period(date(2026, 11, 1), None)),
        (
            {"since": "2026-11-01", "until": "2026-11-01"},
            Period(date(2026, 11, 1), date(2026, 11, 1)),
        ),
    ],
)
def test_a_missing_side_is_open(parameters: dict[str, str], period: Period) -> None:
    assert parse_period(parameters) == period


def test_a_number_of_days_goes_before_dates() -> None:
    assert parse_period({"days": "7", "since": "2020-01-01"}) == last_days(7)


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"days": "0"}, "“days” must be 1 or more, not 0."),
        ({"days": "-3"}, "“days” must be 1 or more, not -3."),
        ({"days": "seven"}, "“days” must be a whole number, not “seven”."),
        ({"days": "9" * 5000}, "must be a whole number"),
        ({"days": "9999999"}, "“days” is too large: 9999999."),
        ({"days": "9" * 30}, "“days” is too large"),
        ({"since": "31.12.2026"}, "“31.12.2026” is not a valid day. Write it as YYYY-MM-DD."),
        ({"until": "2026-02-30"}, "“2026-02-30” is not a valid day"),
        ({"since": "2026-11-02", "until": "2026-11-01"}, "“until” must not be before “since”."),
    ],
)
def test_an_invalid_period_is_refused(parameters: dict[str, str], sentence: str) -> None:
    with pytest.raises(Refused) as raised:
        parse_period(parameters)

    assert raised.value.status == 400
    assert sentence in raised.value.sentence


@pytest.mark.parametrize("name", ["site", "language", "group"])
def test_a_null_character_is_refused(name: str) -> None:
    with pytest.raises(Refused, match=name):
        parse_period({name: "section:\0"})
