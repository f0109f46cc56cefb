"""The days, and the articles, that a report covers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Final

import msgspec
from django.db.models import BigIntegerField, Func, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from msgspec.structs import replace

from sharekit.exceptions import Refused
from sharekit.models import Article, ArticleGroup, Kind
from sharekit.reports.period.named import NAMED

DAYS: Final = ("period", "days", "since", "until")
"""The names by which an address or a form chooses days."""
ARTICLES: Final = ("site", "language", "group")
"""The names by which it limits a report to some articles."""
PARAMETERS: Final = (*DAYS, *ARTICLES)
"""The names by which it chooses a period."""
MOST_IDS: Final = 10_000
"""The most articles that a query names by id."""
Labels = Mapping[str, "str | Promise"]
"""What a page calls the names of parameters and of periods."""
_NO_LABELS: Final[Labels] = {}
MOST_DAYS: Final = 36_525
"""A century: a longer period is a typing error."""


class Members(msgspec.Struct, frozen=True):
    """The ids of the articles of a group when they were read, None if there are very many."""

    group: str
    ids: frozenset[int] | None


class Period(msgspec.Struct, frozen=True):
    """Days on settings.TIME_ZONE's clock, both included; None means open.

    A report is limited to the articles of a `site`, by its host, of a `language`, by its code, and
    of a `group`, such as `section:Sport`; "" means all. `read` has the articles of the group if
    `read_members` has read them.
    """

    since: date | None = None
    until: date | None = None
    site: str = ""
    language: str = ""
    group: str = ""
    read: Members | None = None

    def read_members(self) -> Period:
        """Return the period with the articles of its group, for several reports on them."""
        if not self.group:
            return self
        return replace(self, read=Members(self.group, self.get_members()))

    def get_members(self) -> frozenset[int] | None:
        """Return the ids of the group's articles, None if there are more than MOST_IDS."""
        if self.read and self.read.group == self.group:
            return self.read.ids
        first = frozenset(self.list_members()[: MOST_IDS + 1])
        return first if len(first) <= MOST_IDS else None

    @property
    def condition(self) -> Q:
        """The period as a condition on a table of the counts of articles."""
        return self.limit("") & self.name_articles("article")

    @property
    def of_all(self) -> Q:
        """The period as a condition on a table of sums over all articles of a site and language.

        Such a table does not know groups: see `sums.select_rows`.
        """
        return self.limit("") & self._limit_site("")

    def limit_articles(self, relation: str) -> Q:
        """Return the articles as a condition on tables behind a relation, "" for their own."""
        condition = self._limit_site(f"{relation}__" if relation else "")
        if not self.group:
            return condition
        return condition & Q(**{f"{relation or 'pk'}__in": self.list_members()})

    def name_articles(self, relation: str) -> Q:
        """Return the same condition for sums of many rows of each article, which names the ids.

        PostgreSQL expects too few rows of a subquery, and would read the whole period for each. But
        it plans for a millisecond for each 500 ids, so other queries have the subquery.
        """
        members = self.get_members() if self.group else None
        if members is None:
            return self.limit_articles(relation)
        return self._limit_site(f"{relation}__") & Q(**{f"{relation}__in": name_ids(members)})

    def list_articles(self) -> QuerySet[Article] | None:
        """Return the articles to which the report is limited, None for all."""
        is_limited = self.site or self.language or self.group
        return Article.objects.filter(self.limit_articles("")) if is_limited else None

    def list_members(self) -> QuerySet[ArticleGroup, int]:
        """Return the ids of the articles of the group."""
        kind, _colon, name = self.group.partition(":")
        rows = ArticleGroup.objects.filter(kind=kind, name=name)
        return rows.values_list("article_id", flat=True)

    def _limit_site(self, prefix: str) -> Q:
        asked = {"site": self.site, "language": self.language}
        return Q(**{f"{prefix}{name}": value for name, value in asked.items() if value})

    @property
    def of_any(self) -> Period:
        """The same days of any article, for queries on articles that were already chosen."""
        return Period(self.since, self.until)

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


EVERYTHING: Final = Period()
"""All days of all articles."""


def name_ids(ids: Collection[int]) -> Func | Collection[int]:
    """Return the ids of rows for a lookup `in`, written into the query.

    As parameters, a thousand would take Django and psycopg 5 ms in each query, and SQLite refuses
    more than it was built for.
    """
    numbers = ", ".join(str(int(each)) for each in ids)
    return (
        Func(template="(%(numbers)s)", numbers=numbers, output_field=BigIntegerField())
        if ids
        else ids
    )


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


def last_days(days: int, *, labels: Labels = _NO_LABELS, **articles: str) -> Period:
    """Return the period of that many days up to today; raise `Refused` if it is not valid.

    `articles` may have the names in ARTICLES.
    """
    words = {"label": labels.get("days", "days"), "days": days}
    if days < 1:
        raise Refused(400, _("“%(label)s” must be 1 or more, not %(days)s.") % words)
    try:
        return replace(Period(today() - timedelta(days=days - 1), today()), **articles)
    except OverflowError:
        raise Refused(400, _("“%(label)s” is too large: %(days)s.") % words) from None


def get_named(name: str, *, labels: Labels = _NO_LABELS, **articles: str) -> Period:
    """Return the period of that name in NAMED; raise `Refused` (400) if the name is unknown."""
    if name not in NAMED:
        known = ", ".join(str(labels.get(each, each)) for each in NAMED)
        choice = {"text": name, "known": known}
        raise Refused(400, _("“%(text)s” is not a period. Choose from %(known)s.") % choice)
    since, until = NAMED[name](today())
    return replace(Period(since, until), **articles)


def parse_period(parameters: Mapping[str, str], *, labels: Labels = _NO_LABELS) -> Period:
    """Return the period that parameters choose: a `period` by its name, otherwise `days`, otherwise
    `since` and `until` (YYYY-MM-DD), and `site`, `language` and `group`.

    An empty or missing parameter leaves its side open. Raises `Refused` (400) for a value that is
    not a name, a number or a day, and for an `until` before `since`. Its sentence calls parameters
    and periods by their `labels` on a page, otherwise by their names.
    """
    name, days = parameters.get("period"), parameters.get("days")
    articles = {each: parameters.get(each) or "" for each in ARTICLES}
    for each, value in articles.items():
        check_articles(each, value, labels=labels)
    if name:
        return get_named(name, labels=labels, **articles)
    if days:
        try:
            return last_days(int(days), labels=labels, **articles)
        except ValueError:
            words = {"label": labels.get("days", "days"), "text": days}
            sentence = _("“%(label)s” must be a whole number, not “%(text)s”.") % words
            raise Refused(400, sentence) from None
    since, until = (_parse_day(parameters.get(name)) for name in ("since", "until"))
    period = replace(Period(since, until), **articles)
    if period.since and period.until and period.since > period.until:
        words = {"until": labels.get("until", "until"), "since": labels.get("since", "since")}
        raise Refused(400, _("“%(until)s” must not be before “%(since)s”.") % words)
    return period


def check_articles(name: str, value: str, *, labels: Labels = _NO_LABELS) -> None:
    """Raise `Refused` (400) if a value cannot be that of a parameter in ARTICLES."""
    words = {"label": labels.get(name, name)}
    # PostgreSQL does not accept NUL.
    if name == "site" and "\0" in value:
        raise Refused(400, _("“%(label)s” must be a host, such as “news.example”.") % words)
    if name == "language" and "\0" in value:
        raise Refused(400, _("“%(label)s” must be a code, such as “de”.") % words)
    kind, _colon, group = value.partition(":")
    if name == "group" and value and (kind not in Kind.values or not group or "\0" in group):
        sentence = _("“%(label)s” must be a kind and a name, such as “section:Sport”.") % words
        raise Refused(400, sentence)


def _parse_day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        sentence = _("“%(text)s” is not a valid day. Write it as YYYY-MM-DD.") % {"text": text}
        raise Refused(400, sentence) from None
