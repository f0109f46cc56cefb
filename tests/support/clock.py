"""Keeps midnight away from tests of days."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from importlib import import_module
from typing import Final

import pytest
from django.utils import timezone
from pytest_django import Settings

CLOCK: Final = r"\b\d\d:\d\d\b"
"""The time until which everything is counted, in a sentence."""


@pytest.fixture(autouse=True)
def noon(settings: Settings) -> None:
    """Put the site into a time zone where it is noon, without summer time.

    Events of now then belong to "today" at any hour, and a day ago is yesterday in every week of
    the year.
    """
    # POSIX turns the sign round: Etc/GMT-3 is three hours before UTC. Where it is noon at midnight
    # UTC, a clock that is stopped at noon UTC has the next day: there it is eleven o'clock.
    settings.TIME_ZONE = f"Etc/GMT{max(datetime.now(UTC).hour - 12, -11):+d}"


def stop_clock(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """Let it be that moment for reports, folding and pruning."""

    class Stopped(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return moment.astimezone(tz)

    for module in ("sharekit.keeping.prune", "sharekit.reports.period.days"):
        monkeypatch.setattr(import_module(module), "datetime", Stopped)
    monkeypatch.setattr(timezone, "now", lambda: moment)
