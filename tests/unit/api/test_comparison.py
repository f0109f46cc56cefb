"""The summary compares the days, or hours, that are over with the same weekdays before."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sharekit.aggregate.drain import drain
from sharekit.models import Article
from sharekit.reports.period.days import today
from tests.support.traffic import store
from tests.unit.api.conftest import DAY


def get_summary(client: Client, **asked: str) -> dict[str, Any]:
    response = client.get(reverse("sharekit:api-summary"), asked)
    assert response.status_code == 200, response.content
    answer: dict[str, Any] = response.json()
    return answer


def name_day(ago: int) -> dict[str, str]:
    """Return a day so many days ago as the API names it."""
    day = str(today() - timedelta(days=ago))
    return {"since": day, "until": day}


def test_today_is_compared_by_its_hours(editor: Client, swifts: Article) -> None:
    store(8 * DAY)
    drain()

    answer = get_summary(editor, days="1")

    moment = timezone.localtime(datetime.fromisoformat(answer["counted_up_to"]))
    assert answer["comparison"]["days"] == {
        "hours": moment.hour,
        "now": name_day(0),
        "before": name_day(7),
    }


def test_an_open_period_is_not_compared(editor: Client, swifts: Article) -> None:
    assert get_summary(editor, since="2026-01-01")["comparison"] is None
