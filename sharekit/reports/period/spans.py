"""The totals from which a period is read: whole years, and smaller spans around them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Final, NamedTuple

from django.db.models import Q

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


def limit(period: Period) -> Q:
    """Return a period as a condition on totals of articles, using as few rows as possible."""
    parts = [Q(span=Span.NEW) & period.limit("")]
    for part in split(period):
        condition = Q(span=part.span)
        if part.first:
            condition &= Q(day__gte=part.first)
        if part.end:
            condition &= Q(day__lt=part.end)
        parts.append(condition)
    return reduce(or_, parts) & period.limit_articles("article")


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
