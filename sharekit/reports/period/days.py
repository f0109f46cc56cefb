"""The days, and the site, that a report covers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

import msgspec
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from sharekit.exceptions import Refused
from sharekit.reports.period.named import NAMED

DAYS: Final = ("period", "days", "since", "until")
"""The names by which an address or a form chooses days."""
PARAMETERS: Final = (*DAYS, "site")
"""The names by which it chooses a period."""
MOST_DAYS: Final = 36_525
"""A century: a longer period is a typing error."""


class Period(msgspec.Struct, frozen=True):
    """Days on settings.TIME_ZONE's clock, both included; None means open.

    `site` limits a report to the articles of one site, by its host; "" means all.
    """

    since: date | None = None
    until: date | None = None
    site: str = ""

    @property
    def condition(self) -> Q:
        """The period as a condition on a table of the counts of articles."""
        return self.limit("") & (Q(article__site=self.site) if self.site else Q())

    @property
    def of_all(self) -> Q:
        """The period as a condition on a table of sums over all articles of a site."""
        return self.limit("") & (Q(site=self.site) if self.site else Q())

    def limit(self, relation: str) -> Q:
        """Return the days as a condition on tables of counts behind a relation."""
        day = f"{relation}__day" if relation else "day"
        condition = Q()
        if self.since:
            condition &= Q(**{f"{day}__gte": self.since})
        if self.until:
            condition &= Q(**{f"{day}__lte": self.until})
        return condition

    def contains(self, day: date) -> bool:
        """Return whether a day is one of the period's."""
        return (self.since or date.min) <= day <= (self.until or date.max)

    @property
    def previous(self) -> Period | None:
        """The same number of days directly before; None if a side is open or the calendar ends."""
        if self.since is None or self.until is None:
            return None
        days = self.until - self.since + timedelta(days=1)
        try:
            return Period(self.since - days, self.until - days, self.site)
        except OverflowError:
            return None


def today() -> date:
    """Return today on the clock of the counts, in any time zone of the user's."""
    return datetime.now(timezone.get_default_timezone()).date()


def localise(moment: datetime) -> datetime:
    """Return a DateTimeField's value on the clock of the counts."""
    zone = timezone.get_default_timezone()
    # Without USE_TZ, fields hold times of that clock.
    return timezone.localtime(moment, zone) if timezone.is_aware(moment) else moment


def go_back(day: date, days: int) -> date:
    """Return the day that many days before another, or the first day of the calendar."""
    return day - timedelta(days=min(days, (day - date.min).days))


def last_days(days: int, *, site: str = "") -> Period:
    """Return the period of that many days up to today; raise `Refused` if it is not valid."""
    if days < 1:
        raise Refused(400, _("“days” must be 1 or more, not %(days)s.") % {"days": days})
    try:
        return Period(today() - timedelta(days=days - 1), today(), site)
    except OverflowError:
        raise Refused(400, _("“days” is too large: %(days)s.") % {"days": days}) from None


def get_named(name: str, *, site: str = "") -> Period:
    """Return the period of that name in NAMED; raise `Refused` (400) if the name is unknown."""
    if name not in NAMED:
        choice = {"text": name, "known": ", ".join(NAMED)}
        raise Refused(400, _("“%(text)s” is not a period. Choose from %(known)s.") % choice)
    return Period(*NAMED[name](today()), site)


def parse_period(parameters: Mapping[str, str]) -> Period:
    """Return the period that parameters choose: a `period` by its name, otherwise `days`, otherwise
    `since` and `until` (YYYY-MM-DD), and the host of a `site`.

    An empty or missing parameter leaves its side open. Raises `Refused` (400) for a value that is
    not a name, a number or a day, and for an `until` before `since`.
    """
    name, days = parameters.get("period"), parameters.get("days")
    site = parameters.get("site") or ""
    # PostgreSQL does not accept NUL.
    if "\0" in site:
        raise Refused(400, _("“site” must be a host, such as “news.example”."))
    if name:
        return get_named(name, site=site)
    if days:
        try:
            return last_days(int(days), site=site)
        except ValueError:
            raise Refused(
                400, _("“days” must be a whole number, not “%(text)s”.") % {"text": days}
            ) from None
    since, until = (_parse_day(parameters.get(name)) for name in ("since", "until"))
    period = Period(since, until, site)
    if period.since and period.until and period.since > period.until:
        raise Refused(400, _("“until” must not be before “since”."))
    return period


def _parse_day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        sentence = _("“%(text)s” is not a valid day. Write it as YYYY-MM-DD.") % {"text": text}
        raise Refused(400, sentence) from None
