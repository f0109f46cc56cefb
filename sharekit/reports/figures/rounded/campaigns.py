"""Visits from campaigns, rounded down to multiples of five, so that no figure reveals one reader.

For each day, the visits of each campaign link are rounded down, and so are the other campaign
visits to its article. These are the smallest cells of any report, and every figure is a sum of
them. If only sums were rounded, nine visits by a newsletter and one by a link would show as ten,
although the newsletter's own figure is rounded to five.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from hashlib import sha256
from typing import Final, NamedTuple

from django.db.models import F, Q, Sum

from sharekit.models import Article, LinkTotal, SourceRollup, SourceTotal
from sharekit.reports import kept
from sharekit.reports.figures.rounded.rounding import STEP, round_down
from sharekit.reports.period.days import Period

CAMPAIGN: Final = "campaign"
KEPT: Final = 7 * 86_400
"""Seconds for which the figures of a day are cached; a day with new counts is computed again."""


class _Day(NamedTuple):
    """The entries that were counted on a day, and how many of them are shown."""

    counted: int = 0
    shown: int = 0


class _Visits(NamedTuple):
    """Visits by the campaign links of an article on a day, exact and rounded down by link."""

    exact: int = 0
    rounded: int = 0


def count_entries(period: Period, *, article: Article | None = None) -> int:
    """Return the rounded entries of all articles of a site and language, or of one article.

    Those of all articles are cached by day: a year of a large site has hundreds of thousands of
    cells.
    """
    if article:
        return sum(count_by_day(period.limit(""), period, article=article).values())
    rows = SourceTotal.objects.filter(period.of_all, source=CAMPAIGN).order_by()
    counted = dict(rows.values("day").annotate(sum=Sum("entries")).values_list("day", "sum"))
    among = f"{period.site} {period.language}".strip()
    name = f"{CAMPAIGN}-{sha256(among.encode()).hexdigest()}" if among else CAMPAIGN
    days: dict[date, _Day] = kept.get(name) or {}
    changed = [day for day, number in counted.items() if days.get(day, _Day()).counted != number]
    if changed:
        found = count_by_day(Q(day__range=(min(changed), max(changed))), period)
        days |= {day: _Day(counted=counted[day], shown=found[day]) for day in changed}
        kept.put(name, days, seconds=KEPT)
    return sum(days[day].shown for day in counted)


def count_by_day(condition: Q, period: Period, *, article: Article | None = None) -> Counter[date]:
    """Return the rounded entries by day, of one article, or of the period's articles."""
    cells = SourceRollup.objects.filter(condition, source=CAMPAIGN).order_by()
    of_links = LinkTotal.objects.filter(condition)
    if article:
        cells = cells.filter(article=article)
        of_links = of_links.filter(link__article=article)
    else:
        cells = cells.filter(period.name_articles("article"))
        of_links = of_links.filter(period.name_articles("link__article"))
    sums = of_links.values("link__article", "day").annotate(
        exact=Sum("visits"), rounded=Sum(F("visits") - F("visits") % STEP)
    )
    visits: dict[tuple[int, date], _Visits] = {
        (row["link__article"], row["day"]): _Visits(exact=row["exact"], rounded=row["rounded"])
        for row in sums
    }
    shown: Counter[date] = Counter()
    entries = cells.values("article_id", "day").annotate(sum=Sum("entries"))
    for pk, day, number in entries.values_list("article_id", "day", "sum").iterator():
        by_links = visits.get((pk, day), _Visits())
        # A link's mark in the address of another page counts as a visit of the link, but not as an
        # entry of its article.
        others = round_down(max(number - by_links.exact, 0))
        shown[day] += min(by_links.rounded + others, round_down(number))
    return shown
