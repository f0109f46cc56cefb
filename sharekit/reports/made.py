"""What the links that a site made brought, and no more than may be told of it."""

from __future__ import annotations

from typing import Any, Final, TypeVar

from django.db.models import Case, OuterRef, QuerySet, Subquery, Sum, Value, When
from django.utils.translation import gettext

from sharekit.models import LinkTotal, ShareLink
from sharekit.reports.words import write_number

FEWEST_VISITS: Final = 5
"""Visits below which a link tells none: who sends it to one person must not see that one read."""

_Link = TypeVar("_Link", bound=ShareLink)


def add_figures(links: QuerySet[_Link]) -> QuerySet[_Link]:
    """Return links with `visits` and `reshares`, 0 where there are fewer than FEWEST_VISITS."""
    figures: dict[str, Any] = {f"all_{count}": _sum(count) for count in LinkTotal.COUNTS}
    found: QuerySet[_Link] = links.alias(**figures).annotate(
        **{
            count: Case(
                When(**{f"all_{count}__gte": FEWEST_VISITS, "then": f"all_{count}"}),
                default=Value(0),
            )
            for count in LinkTotal.COUNTS
        }
    )
    return found


def write_brought(number: int) -> str:
    """Return such a figure as pages show it."""
    if number:
        return write_number(number)
    return gettext("fewer than %(fewest)s") % {"fewest": FEWEST_VISITS}


def _sum(count: str) -> Subquery:
    totals = LinkTotal.objects.filter(link=OuterRef("pk")).values("link")
    return Subquery(totals.annotate(sum=Sum(count)).values("sum"))
