"""An hour that holds most of an article's day: news that travels, or a script."""

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

from sharekit.models import Article, ShareRollup
from sharekit.reports.period import Period
from sharekit.reports.words import write_number

FEWEST: Final = 50
"""What an hour must hold to be told of: with fewer, one may dominate by chance."""
_PART: Final = 0.5
"""Of the day. The busiest hour of a site holds about a tenth of it."""
_NOON: Final = 12
"""The hour before which today has too few hours to tell."""


class Burst(msgspec.Struct, frozen=True):
    """An hour of a day, what was counted in it, and in the whole day.

    `figure` is "acts" (shares and copies) or "clickbacks".
    """

    figure: str
    day: date
    hour: int
    count: int
    whole: int


def find_burst(period: Period, *, article: Article) -> Burst | None:
    """Return the largest burst of an article in a period, None where no hour dominates its day.

    Only days that are still kept by the hour (FOLD_DAYS) are looked at.
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
    return max(_find_bursts(days), key=lambda burst: burst.count, default=None)


def _find_bursts(days: dict[tuple[str, date], dict[int, int]]) -> Iterator[Burst]:
    for (figure, day), hours in days.items():
        hour = max(hours, key=lambda hour: hours[hour])
        burst = Burst(figure, day, hour, count=hours[hour], whole=sum(hours.values()))
        if burst.count >= FEWEST and burst.count > _PART * burst.whole:
            yield burst


def write_burst(burst: Burst) -> str:
    """Return a burst as a sentence, and what it may be."""
    parts = {
        "day": date_format(burst.day),
        "since": f"{burst.hour}:00",
        "until": f"{burst.hour + 1}:00",
        "count": write_number(burst.count),
        "whole": write_number(burst.whole),
    }
    sentence = {
        "acts": _(
            "On %(day)s, %(count)s of %(whole)s shares and copies were made between %(since)s and "
            "%(until)s."
        ),
        "clickbacks": _(
            "On %(day)s, %(count)s of %(whole)s visits from shares came between %(since)s and "
            "%(until)s."
        ),
    }[burst.figure]
    doubt = _("A post that many people read at once looks like this, and so does a script.")
    return f"{sentence % parts} {doubt}"
