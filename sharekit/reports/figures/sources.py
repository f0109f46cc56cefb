"""Where visits come from, and the previews that suggest that a link was posted in a chat."""

from __future__ import annotations

from typing import Final

import msgspec
from django.db.models import Sum

from sharekit.models import Article, PreviewRollup, SourceRollup, SourceTotal
from sharekit.reports.figures.groups.days import GroupDays, read_group
from sharekit.reports.figures.rounded.campaigns import CAMPAIGN, count_entries
from sharekit.reports.figures.rounded.rounding import round_down
from sharekit.reports.period.days import Period
from sharekit.reports.period.sums import select_rows, sum_groups

REFERRAL: Final = "referral"


class Source(msgspec.Struct, frozen=True):
    """Page views by source; `entries` are those that began a visit."""

    source: str
    views: int
    entries: int


class Sign(msgspec.Struct, frozen=True):
    """In how many hours, summed over articles, an app fetched a preview of a page."""

    app: str
    signs: int


def count_sources(
    period: Period, *, article: Article | None = None, of_group: GroupDays | None = None
) -> list[Source]:
    """Return the sources of all articles, or of one, those with the most visits first.

    Campaign visits are rounded down to multiples of five; the remainder is added to other sites.
    `of_group` has the days of the period's group if they were read before.
    """
    of_group = read_group(period, article=article, of_group=of_group)
    rows = sum_sources(period, article=article, of_group=of_group)
    found = {row.source: row for row in rows}
    if CAMPAIGN in found:
        whole, others = found[CAMPAIGN], found.get(REFERRAL, Source(REFERRAL, 0, 0))
        # An event counted between the queries may be in only one of the two.
        shown = of_group.campaigns if of_group else count_entries(period, article=article)
        shown = min(shown, round_down(whole.entries))
        found[CAMPAIGN] = Source(CAMPAIGN, views=shown, entries=shown)
        found[REFERRAL] = Source(
            REFERRAL,
            views=others.views + whole.views - shown,
            entries=others.entries + whole.entries - shown,
        )
    listed = [row for row in found.values() if row.views]
    return sorted(listed, key=lambda row: (-row.entries, -row.views, row.source))


def sum_sources(
    period: Period,
    *,
    article: Article | None = None,
    hours: int | None = None,
    of_group: GroupDays | None = None,
) -> list[Source]:
    """Return the exact counts of each source; they may be summed, but must not be shown.

    `of_group` has those of the period's group, unless it is limited to an article or to hours.
    """
    if of_group:
        found = of_group.sum_sources()
    else:
        rows = select_rows(SourceTotal, SourceRollup, period, article=article, hours=hours)
        sums = sum_groups(rows, ("source",), SourceTotal.counts())
        found = {source: counts for (source,), counts in sums}
    return [Source(source=source, **counts) for source, counts in found.items()]


def count_signs(period: Period, *, article: Article | None = None) -> list[Sign]:
    """Return the previews of all articles, or of one, the most frequent app first."""
    rows = PreviewRollup.objects.all()
    if article:
        rows = rows.filter(period.limit(""), article=article)
    else:
        rows = rows.filter(period.condition)
    sums = rows.values("app").annotate(sum=Sum("signs")).filter(sum__gt=0).order_by("-sum", "app")
    return [Sign(app=row["app"], signs=row["sum"]) for row in sums]
