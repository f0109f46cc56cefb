"""What happens now: today by hour, the last 30 minutes, and the articles that are read and shared.

All who watch share one computation in `KEPT` seconds, in Django's cache.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final

import msgspec
from django.db.models import Q
from django.utils import timezone

from sharekit.keys import DOCTOR
from sharekit.models import Article, MinuteTotal, ShareRollup, SourceRollup
from sharekit.reports import kept
from sharekit.reports.period.days import localise
from sharekit.reports.period.sums import sum_groups

LAST: Final = 30
"""The minutes that are shown."""
KEPT: Final = 10
"""Seconds for which figures are reused, by everybody."""
MOST_ARTICLES: Final = 10

NAMES: Final = ("views", "clickbacks", "acts")
"""The figures of now, as in FIGURES."""
Counts = dict[str, int]

_LOCK: Final = threading.Lock()


class Moving(msgspec.Struct, frozen=True):
    """An article that was shared or read since the hour before this one began."""

    id: int
    title: str
    counts: Counts


class Recent(msgspec.Struct, frozen=True):
    """The counts of now by the names in NAMES.

    `minutes` has a list of LAST counts by name, the last one of the minute that is not over;
    `hours` one of today's hours so far. `articles` are counted since `since`, an hour of the site's
    clock. `read` is the time of the computation in seconds since the epoch.
    """

    read: int
    hours: dict[str, list[int]]
    minutes: dict[str, list[int]]
    since: int
    articles: list[Moving]


def get_recent(site: str = "") -> Recent:
    """Return what happens now on a site, or on all, as it was at most KEPT seconds ago."""
    # A site comes from an address, and the names of a cache are letters and digits.
    name = f"recent{sha256(site.encode()).hexdigest()[:16]}"
    # Other threads wait while one computes.
    with _LOCK:
        found = kept.get(name)
        if found is None:
            found = msgspec.json.encode(_read(site))
            kept.put(name, found, seconds=KEPT)
    return msgspec.json.decode(found, type=Recent)


def _read(site: str) -> Recent:
    moment = timezone.now()
    now = localise(moment)
    before = localise(moment - timedelta(hours=1))
    both = Q(day=now.date(), hour=now.hour) | Q(day=before.date(), hour=before.hour)
    return Recent(
        read=int(moment.timestamp()),
        hours=_count_hours(now, site),
        minutes=_count_minutes(int(time.time()) // 60, site),
        since=before.hour,
        articles=list(_list_moving(both, site)),
    )


def _count_hours(now: datetime, site: str) -> dict[str, list[int]]:
    counts = {name: [0] * (now.hour + 1) for name in NAMES}
    for names, rows in _select(Q(day=now.date(), hour__gte=0, hour__lte=now.hour), site):
        for (hour,), sums in sum_groups(rows, ("hour",), names):
            for name, count in _merge(sums).items():
                counts[name][hour] += count
    return counts


def _count_minutes(minute: int, site: str) -> dict[str, list[int]]:
    counts = {name: [0] * LAST for name in NAMES}
    first = minute - LAST + 1
    rows = MinuteTotal.objects.filter(minute__gte=first, minute__lte=minute)
    if site:
        rows = rows.filter(site=site)
    for (each,), sums in sum_groups(rows, ("minute",), NAMES):
        for name, count in sums.items():
            counts[name][each - first] = count
    return counts


def _list_moving(hours: Q, site: str) -> Iterator[Moving]:
    found: dict[int, Counts] = {}
    for names, rows in _select(hours, site):
        for (article,), sums in sum_groups(rows, ("article_id",), names):
            counts = found.setdefault(article, dict.fromkeys(NAMES, 0))
            counts |= _merge(sums)
    first = sorted(found, key=lambda pk: (*_rank(found[pk]), pk))[:MOST_ARTICLES]
    named = Article.objects.filter(pk__in=first).exclude(identity=DOCTOR)
    titles = dict(named.values_list("pk", "title"))
    # An article may have been deleted in between.
    yield from (Moving(pk, titles[pk], found[pk]) for pk in first if pk in titles)


def _select(hours: Q, site: str) -> Iterator[tuple[tuple[str, ...], Any]]:
    where = hours & Q(article__site=site) if site else hours
    yield ("views",), SourceRollup.objects.filter(where)
    yield ("clickbacks", "shares", "copies"), ShareRollup.objects.filter(where)


def _merge(sums: Counts) -> Counts:
    """Return counts with shares and copies as acts."""
    if "views" in sums:
        return sums
    return {"clickbacks": sums["clickbacks"], "acts": sums["shares"] + sums["copies"]}


def _rank(counts: Counts) -> tuple[int, int, int]:
    return -counts["clickbacks"], -counts["acts"], -counts["views"]
