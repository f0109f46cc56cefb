"""The figures of campaign links, rounded down."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sharekit.models import LinkTotal, ShareLink
from sharekit.reports.figures.rounded.rounding import sum_rounded

_Link = TypeVar("_Link", bound=ShareLink)


def add_figures(links: QuerySet[_Link]) -> QuerySet[_Link]:
    """Return links with `visits` and `reshares`, both rounded down.

    The exact figures have no name in the query, so nothing can filter or sort by them.
    """
    found: QuerySet[_Link] = links.annotate(**{count: _sum(count) for count in LinkTotal.counts()})
    return found


def _sum(count: str) -> Coalesce:
    totals = LinkTotal.objects.filter(link=OuterRef("pk")).values("link")
    return Coalesce(Subquery(totals.annotate(sum=sum_rounded(count)).values("sum")), 0)
