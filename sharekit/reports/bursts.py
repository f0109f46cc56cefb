"""An hour that holds most of an article's day: popular news, or a script."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

import msgspec
from django.db.models import F, Sum
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sharekit.formats import format_number
from sharekit.models import Article, ShareRollup
from sharekit.reports.period import Period

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


def format_burst(burst: Burst) -> str:
    """Return a burst as a sentence, with its possible causes."""
    parts = {
        "day": date_format(burst.day),
        "since": f"{burst.hour}:00",
        "until": f"{burst.hour + 1}:00",
        "count": format_number(burst.count),
        "whole": format_number(burst.whole),
    }
    sentence = {
        "acts": _(
            "On %(day)s, %(count)s of %(whole)s shares and copies happened between "
            "%(since)s and %(until)s."
        ),
        "clickbacks": _(
            "On %(day)s, %(count)s of %(whole)s visits from shares came between %(since)s and "
            "%(until)s."
        ),
    }[burst.figure]
    doubt = _("Either many people read a post at the same time, or a script sent the events.")
    return f"{sentence % parts} {doubt}"
