"""Periods by their names: the site's days, at any hour, over the change of the clocks."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from pytest_django import Settings

from sharekit.aggregate.drain import drain
from sharekit.exceptions import Refused
from sharekit.reports.period.days import Period, last_days, parse_period, today
from sharekit.reports.period.named import NAMED
from sharekit.reports.words.periods import NAMES
from tests.support.clock import stop_clock
from tests.support.traffic import post, share
from tests.unit.admin.conftest import editor, log_in
from tests.unit.admin.pages import read_cards

__all__ = ["editor", "log_in"]

DAY = 24 * 3_600_000


@pytest.mark.parametrize(
    ("name", "since", "until"),
    [
        ("today", date(2026, 11, 25), date(2026, 11, 25)),
        ("yesterday", date(2026, 11, 24), date(2026, 11, 24)),
        ("last-7-days", date(2026, 11, 19), date(2026, 11, 25)),
        ("last-week", date(2026, 11, 16), date(2026, 11, 22)),
        ("this-month", date(2026, 11, 1), date(2026, 11, 25)),
        ("last-month", date(2026, 10, 1), date(2026, 10, 31)),
        ("last-90-days", date(2026, 8, 28), date(2026, 11, 25)),
        ("all", None, None),
    ],
)
def test_each_name_has_these_days_on_a_wednesday(
    name: str, since: date | None, until: date | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_clock(monkeypatch, datetime(2026, 11, 25, 12, tzinfo=UTC))

    assert parse_period({"period": name, "site": "a.example"}) == Period(since, until, "a.example")


def test_every_name_has_words() -> None:
    assert list(NAMES) == list(NAMED)


@pytest.mark.parametrize(
    ("moment", "name", "since", "until"),
    [
        # A Monday and a Sunday.
        (datetime(2026, 11, 23, 12), "last-week", date(2026, 11, 16), date(2026, 11, 22)),
        (datetime(2026, 11, 22, 12), "last-week", date(2026, 11, 9), date(2026, 11, 15)),
        # The first days of a month and of a year, and a leap day.
        (datetime(2026, 11, 1, 12), "this-month", date(2026, 11, 1), date(2026, 11, 1)),
        (datetime(2027, 1, 1, 12), "last-month", date(2026, 12, 1), date(2026, 12, 31)),
        (datetime(2027, 1, 1, 12), "last-week", date(2026, 12, 21), date(2026, 12, 27)),
        (datetime(2028, 3, 31, 12), "last-month", date(2028, 2, 1), date(2028, 2, 29)),
        # Midnight in Berlin, when the clocks change: 23 and 25 hours are a day.
        (datetime(2026, 3, 28, 23, 30), "today", date(2026, 3, 29), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 21, 59), "today", date(2026, 3, 29), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 22, 0), "yesterday", date(2026, 3, 29), date(2026, 3, 29)),
        (datetime(2026, 10, 24, 22, 30), "today", date(2026, 10, 25), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 22, 59), "yesterday", date(2026, 10, 24), date(2026, 10, 24)),
        (datetime(2026, 10, 25, 23, 0), "last-week", date(2026, 10, 19), date(2026, 10, 25)),
    ],
)
def test_days_are_those_of_the_site(
    moment: datetime,
    name: str,
    since: date,
    until: date,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.TIME_ZONE = "Europe/Berlin"
    stop_clock(monkeypatch, moment.replace(tzinfo=UTC))

    with timezone.override("Pacific/Kiritimati"):
        assert parse_period({"period": name}) == Period(since, until)


def test_a_week_begins_on_monday_in_any_language(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, datetime(2026, 11, 22, 12, tzinfo=UTC))

    weeks = []
    for language in ("en-us", "de", "ar"):
        with translation.override(language):
            weeks.append(parse_period({"period": "last-week"}))

    assert set(weeks) == {Period(date(2026, 11, 9), date(2026, 11, 15))}


def test_a_name_goes_before_days() -> None:
    assert parse_period({"period": "today", "days": "7", "since": "x"}) == last_days(1)


@pytest.mark.parametrize("name", ["lastweek", "LAST-WEEK", "7", "\0", " ", "last_week"])
def test_an_unknown_name_is_refused_with_all_names(name: str) -> None:
    with pytest.raises(Refused) as raised:
        parse_period({"period": name})

    assert raised.value.sentence == f"“{name}” is not a period. Choose from {', '.join(NAMED)}."


@pytest.mark.parametrize("name", NAMED)
def test_page_api_and_command_agree(editor: Client, name: str) -> None:
    post(*(share(age=age * DAY) for age in (0, 0, 1, 3, 6)))
    drain()

    page = editor.get(reverse("admin:sharekit_report_more"), {"period": name})
    answer = editor.get(reverse("sharekit:api-summary"), {"period": name}).json()
    printed = StringIO()
    call_command("sharekit_report", period=name, format="json", stdout=printed)

    cards = read_cards(page.content.decode())
    articles = json.loads(printed.getvalue())["articles"]
    shares = sum(article["shares"] for article in articles)
    period = parse_period({"period": name})
    days = [str(day) if day else None for day in (period.since, period.until)]
    assert [answer["since"], answer["until"]] == days
    assert answer["summary"]["counts"]["shares"] == shares == int(cards.get("shares", 0))


def test_the_chosen_period_fills_the_fields_and_stays_relative(editor: Client) -> None:
    post(share())
    drain()
    page = editor.get(reverse("admin:sharekit_report_changelist"), {"period": "last-week"})

    html = page.content.decode()
    monday = today() - timedelta(days=today().weekday() + 7)
    assert f'name="since" value="{monday}"' in html
    assert f'name="until" value="{monday + timedelta(days=6)}"' in html
    assert '<a href="?period=last-week" aria-current="true">' in html
    assert '<input type="hidden" name="period"' not in html
