"""The totals from which a period is read: whole years, and smaller spans around them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import reduce
from itertools import chain
from operator import or_
from typing import Any, Final, NamedTuple

from django.db.models import BigIntegerField, Case, ExpressionWrapper, Q, When
from msgspec.structs import replace

from sharekit.models import Span
from sharekit.reports.period.days import Period, today

DAILY: Final = Q(span__lte=Span.DAY)
"""The totals by day. A day may have two: new counts have a row of their own."""
_DAY: Final = timedelta(days=1)
_LENGTHS: Final = {Span.DAY: 1, Span.WEEK: 7, Span.MONTH: 31, Span.QUARTER: 92, Span.YEAR: 366}
"""The most days in each span."""


class Part(NamedTuple):
    """The totals of one span that begin on `first` or later and before `end`; None means open."""

    span: Span
    first: date | None
    end: date | None

    @property
    def rows(self) -> int:
        """The most totals of an article."""
        first, end = self.first or date.min, self.end or today() + _DAY
        return math.ceil((end - first).days / _LENGTHS[self.span])

    def overlaps(self, other: Part) -> bool:
        """Return whether both have totals in common."""
        ends = ((each.first or date.min, each.end or date.max) for each in (self, other))
        (first, end), (start, last) = ends
        return self.span == other.span and first < last and start < end


class Selection(NamedTuple):
    """A condition on totals of articles, and on those of them that are subtracted, if any are."""

    rows: Q
    subtracted: Q | None = None

    def weigh(self, count: Any) -> Any:
        """Return a count as an expression whose sum over the rows is that of the period."""
        if self.subtracted is None:
            return count
        whole = BigIntegerField()
        less = When(self.subtracted, then=ExpressionWrapper(-count, whole))
        return Case(less, default=count, output_field=whole)


def limit(period: Period) -> Q:
    """Return a period as a condition on totals of articles, whose counts need no weights."""
    return _select(period, split(period)) & period.name_articles("article")


def select(period: Period) -> Selection:
    """Return a period as a selection of totals of articles, using as few rows as possible.

    It may take a longer span and subtract the days before the period: the last 90 days are a
    quarter and a month without a day, where twelve rows of each article are needed otherwise.
    """
    added, less = choose(period)
    rows = _select(period, [*added, *less]) & period.name_articles("article")
    return Selection(rows, reduce(or_, map(_name, less)) if less else None)


def choose(period: Period) -> tuple[list[Part], list[Part]]:
    """Return the parts that are added for the past days of a period, and those that are subtracted
    from them.
    """
    found = [(split(period), list[Part]())]
    if period.since:
        begins = {span.begin(period.since) for span in _LENGTHS} - {period.since}
        for start in sorted(begins):
            longer = split(replace(period, since=start))
            before = split(replace(period, since=start, until=period.since - _DAY))
            if not any(one.overlaps(other) for one in longer for other in before):
                found.append((longer, before))
    return min(found, key=lambda each: sum(part.rows for part in chain(*each)))


def _select(period: Period, parts: Iterable[Part]) -> Q:
    """Return the condition on some parts, and on the new totals of a period."""
    return reduce(or_, map(_name, parts), Q(span=Span.NEW) & period.limit(""))


def _name(part: Part) -> Q:
    condition = Q(span=part.span)
    if part.first:
        condition &= Q(day__gte=part.first)
    if part.end:
        condition &= Q(day__lt=part.end)
    return condition


def split(period: Period) -> list[Part]:
    """Return the parts of a period that hold its past days, without overlaps.

    Today's counts are all new, so a week, month or year that contains today is complete without it.
    """
    now = today()
    until = period.until if period.until and period.until < now else None
    if period.since and period.since > now:
        return []
    return list(_cut(period.since, until and until + _DAY, sorted(_LENGTHS, reverse=True)))


def _cut(since: date | None, end: date | None, spans: list[Span]) -> Iterator[Part]:
    """Yield the whole spans between two days, and the smaller spans around them."""
    span, *smaller = spans
    if not smaller:
        yield Part(span, since, end)
        return
    first, last = since and _get_first(span, since), end and span.begin(end)
    if first and first >= (last or today() + _DAY):
        yield from _cut(since, end, smaller)
        return
    yield Part(span, first, last)
    if since and first and since < first:
        yield from _cut(since, first, smaller)
    if end and last and last < end:
        yield from _cut(last, end, smaller)


def _get_first(span: Span, day: date) -> date:
    """Return the first day, from the given one on, on which a span begins."""
    start = span.begin(day)
    return day if start == day else span.begin(start + timedelta(days=_LENGTHS[span]))
