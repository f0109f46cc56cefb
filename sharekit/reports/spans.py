"""Which totals of articles a period is read from: whole years, and around them smaller spans."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Final, NamedTuple

from django.db.models import Q

from sharekit.models import Span
from sharekit.reports.period import Period, today

DAILY: Final = Q(span__lte=Span.DAY)
"""The totals by day, of which a day may have two: what is new stands in a row of its own."""
_DAY: Final = timedelta(days=1)
_LENGTHS: Final = {Span.DAY: 1, Span.WEEK: 7, Span.MONTH: 31, Span.QUARTER: 92, Span.YEAR: 366}
"""Days of the spans, at most."""


class Part(NamedTuple):
    """The totals of one span that begin on `first` or later and before `end`; None is open."""

    span: Span
    first: date | None
    end: date | None


def limit(period: Period) -> Q:
    """Return a period as a condition on totals of articles, which sum to it in the fewest rows."""
    parts = [Q(span=Span.NEW) & period.condition]
    for part in split(period):
        condition = Q(span=part.span)
        if part.first:
            condition &= Q(day__gte=part.first)
        if part.end:
            condition &= Q(day__lt=part.end)
        parts.append(condition)
    return reduce(or_, parts)


def split(period: Period) -> list[Part]:
    """Return the parts of a period in which days are over, none of which overlap.

    The present day is not: all that is counted of it is new. So the present week, month and year
    are whole where a period reaches today.
    """
    now = today()
    until = period.until if period.until and period.until < now else None
    if period.since and period.since > now:
        return []
    return list(_cut(period.since, until and until + _DAY, sorted(_LENGTHS, reverse=True)))


def _cut(since: date | None, end: date | None, spans: list[Span]) -> Iterator[Part]:
    """Yield the whole spans between two days, and around them smaller ones."""
    span, *smaller = spans
    if not smaller:
        yield Part(span, since, end)
        return
    first, last = since and _find_first(span, since), end and span.begin(end)
    if first and first >= (last or today() + _DAY):
        yield from _cut(since, end, smaller)
        return
    yield Part(span, first, last)
    if since and first and since < first:
        yield from _cut(since, first, smaller)
    if end and last and last < end:
        yield from _cut(last, end, smaller)


def _find_first(span: Span, day: date) -> date:
    """Return the day, or the next one after it, on which a span begins."""
    start = span.begin(day)
    return day if start == day else span.begin(start + timedelta(days=_LENGTHS[span]))
