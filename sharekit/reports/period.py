"""The days that a report is about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

import msgspec
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from sharekit.exceptions import Refused

PARAMETERS: Final = ("days", "since", "until")
"""The names by which an address or a form chooses a period."""
MOST_DAYS: Final = 36_525
"""A century: more days than that are a slip."""


class Period(msgspec.Struct, frozen=True):
    """Days on settings.TIME_ZONE's clock, both included; None is open."""

    since: date | None = None
    until: date | None = None

    @property
    def condition(self) -> Q:
        """The period as a condition on a table of counts."""
        return self.limit("")

    def limit(self, relation: str) -> Q:
        """Return the period as a condition on tables of counts behind a relation."""
        day = f"{relation}__day" if relation else "day"
        condition = Q()
        if self.since:
            condition &= Q(**{f"{day}__gte": self.since})
        if self.until:
            condition &= Q(**{f"{day}__lte": self.until})
        return condition

    @property
    def previous(self) -> Period | None:
        """As many days right before it; None where a side is open or the calendar ends."""
        if self.since is None or self.until is None:
            return None
        days = self.until - self.since + timedelta(days=1)
        try:
            return Period(self.since - days, self.until - days)
        except OverflowError:
            return None


def today() -> date:
    """Return today on the clock of the counts, whatever time zone is active for this user."""
    return datetime.now(timezone.get_default_timezone()).date()


def go_back(day: date, days: int) -> date:
    """Return the day so many days before another, or the calendar's first one."""
    return day - timedelta(days=min(days, (day - date.min).days))


def last_days(days: int) -> Period:
    """Return the period of that many days up to today, or raise `Refused` when it is none."""
    if days < 1:
        raise Refused(400, _("The number of days is 1 or more, not %(days)s.") % {"days": days})
    try:
        return Period(today() - timedelta(days=days - 1), today())
    except OverflowError:
        raise Refused(
            400, _("%(days)s days ago is before all calendars.") % {"days": days}
        ) from None


def read_period(parameters: Mapping[str, str]) -> Period:
    """Return the period that parameters choose: `days`, else `since` and `until` (YYYY-MM-DD).

    An empty or missing one leaves its side open; raises `Refused` (400) when one is no number, no
    day, or when the period ends before it begins.
    """
    days = parameters.get("days")
    if days:
        try:
            return last_days(int(days))
        except ValueError:
            raise Refused(400, _("“%(text)s” is no number of days.") % {"text": days}) from None
    period = Period(*(_read_day(parameters.get(name)) for name in ("since", "until")))
    if period.since and period.until and period.since > period.until:
        raise Refused(400, _("The period ends before it begins."))
    return period


def _read_day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        sentence = _("“%(text)s” is no day; write it as YYYY-MM-DD.") % {"text": text}
        raise Refused(400, sentence) from None
