"""An hour that holds most of an article's day: popular news, or a script."""

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
_PART: Final = 0.5
"""The share of the day's events. The busiest hour of a site usually has about a tenth."""
_NOON: Final = 12
"""The hour before which today has too few hours to compare."""


class Burst(msgspec.Struct, frozen=True):
    """An hour of a day, the number of events in it, and in the whole day.

    `figure` is "acts" (shares and copies) or "clickbacks".
    """

    figure: str
    day: date
    hour: int
    count: int
    whole: int


def find_burst(period: Period, *, article: Article) -> Burst | None:
    """Return the largest burst of an article in a period, None if no hour dominates its day.

    Only days whose hours are still kept (FOLD_DAYS) are considered.
    """
    rows = ShareRollup.objects.filter(period.condition, article=article, hour__gte=0)
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
    for (figure, day), hours in days.items():
        hour = max(hours, key=lambda hour: hours[hour])
        burst = Burst(figure, day, hour, count=hours[hour], whole=sum(hours.values()))
        if burst.count >= FEWEST and burst.count > _PART * burst.whole:
            yield burst
