"""One or two hours that hold most of an article's day: popular news, or a script."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

import msgspec
from django.db.models import F, Sum
from django.utils import timezone

from sharekit.models import Article, ShareRollup
from sharekit.reports.period.days import Period

FEWEST: Final = 50
"""The fewest events for which a burst is reported; with fewer, one hour may dominate by chance."""
_PARTS: Final = {1: 0.5, 2: 0.75}
"""The share of the day's events, by the number of neighbouring hours.

The busiest hour of a site usually has about a tenth. Events may be an hour late, so a script that
sends them in a minute can divide them between two hours.
"""
_NOON: Final = 12
"""The hour before which today has too few hours to compare."""


class Burst(msgspec.Struct, frozen=True):
    """The first of one or two hours of a day, the events in them, and in the whole day.

    `figure` is "acts" (shares and copies) or "clickbacks"; `hours` is the number of hours.
    """

    figure: str
    day: date
    hour: int
    count: int
    whole: int
    hours: int = 1


def find_burst(period: Period, *, article: Article) -> Burst | None:
    """Return the largest burst of an article in a period, None if no hours dominate their day.

    Only days whose hours are still kept (FOLD_DAYS) are considered.
    """
    rows = ShareRollup.objects.filter(period.limit(""), article=article, hour__gte=0)
    now = datetime.now(timezone.get_default_timezone())
    if now.hour < _NOON:
        rows = rows.exclude(day=now.date())
    sums = rows.values("day", "hour").annotate(
        acts=Sum(F("shares") + F("copies")), visits=Sum("clickbacks")
    )
    days: dict[tuple[str, date], dict[int, int]] = defaultdict(dict)
    for row in sums.order_by():
        days["acts", row["day"]][row["hour"]] = row["acts"]
        days["clickbacks", row["day"]][row["hour"]] = row["visits"]
    return max(_list_bursts(days), key=lambda burst: burst.count, default=None)


def _list_bursts(days: dict[tuple[str, date], dict[int, int]]) -> Iterator[Burst]:
    for (figure, day), counts in days.items():
        whole = sum(counts.values())
        for hours, part in _PARTS.items():
            sums = {
                hour: sum(counts.get(hour + each, 0) for each in range(hours)) for hour in counts
            }
            hour = max(sums, key=lambda hour: sums[hour])
            if sums[hour] >= FEWEST and sums[hour] > part * whole:
                yield Burst(figure, day, hour, count=sums[hour], whole=whole, hours=hours)
                break
