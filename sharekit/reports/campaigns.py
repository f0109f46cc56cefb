"""How many visits may be told of campaigns: in fives, so that no figure tells of one reader.

On each day each campaign link's visits are rounded down, and so is what else came to its article by
a campaign. These are the smallest parts of any report, and all figures are their sums. Rounded as a
whole, nine visits by a letter and one by a link would be ten, where the letter tells of five to
nine.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from hashlib import sha256
from typing import Any, Final

from django.db import connections, router
from django.db.models import F, Q, Sum

from sharekit.models import Article, LinkTotal, SourceRollup, SourceTotal
from sharekit.reports import kept
from sharekit.reports.period import Period
from sharekit.reports.rounding import STEP, round_down

CAMPAIGN: Final = "campaign"
KEPT: Final = 7 * 86_400
"""Seconds that what is told of days is kept for; a day of which more was counted is found anew."""


def count_entries(period: Period, *, article: Article | None = None) -> int:
    """Return the entries that may be told of all articles, or of one.

    Those of all are kept by day: a year of a large site has hundreds of thousands of parts.
    """
    if article:
        return sum(_find(period.condition, article=article).values())
    rows = SourceTotal.objects.filter(period.condition, source=CAMPAIGN)
    counted = dict(rows.values_list("day", "entries"))
    name = _name_kept()
    told: dict[date, tuple[int, int]] = kept.get(name) or {}
    changed = [day for day, entries in counted.items() if told.get(day, (0, 0))[0] != entries]
    if changed:
        found = _find(Q(day__range=(min(changed), max(changed))))
        told |= {day: (counted[day], found[day]) for day in changed}
        kept.put(name, told, seconds=KEPT)
    return sum(told[day][1] for day in counted)


def _find(condition: Q, *, article: Article | None = None) -> Counter[date]:
    """Return the entries that may be told, by day."""
    cells = SourceRollup.objects.filter(condition, source=CAMPAIGN).order_by()
    of_links = LinkTotal.objects.filter(condition)
    if article:
        cells = cells.filter(article=article)
        of_links = of_links.filter(link__article=article)
    sums = of_links.values("link__article", "day").annotate(
        sum=Sum("visits"), told=Sum(F("visits") - F("visits") % STEP)
    )
    visits: dict[Any, tuple[int, int]] = {
        (pk, day): (whole, rounded)
        for pk, day, whole, rounded in sums.values_list("link__article", "day", "sum", "told")
    }
    told: Counter[date] = Counter()
    entries = cells.values("article_id", "day").annotate(sum=Sum("entries"))
    for pk, day, number in entries.values_list("article_id", "day", "sum").iterator():
        by_links, rounded = visits.get((pk, day), (0, 0))
        # A link's mark in another page's address is a visit of the link, and no entry here.
        told[day] += min(rounded + round_down(max(number - by_links, 0)), round_down(number))
    return told


def _name_kept() -> str:
    """Return a name that sites with one cache do not share."""
    database = connections[router.db_for_write(SourceTotal)].settings_dict
    return "campaigns-" + sha256(f"{database['HOST']} {database['NAME']}".encode()).hexdigest()
