"""Hours of an article that are taken out of the counts: somebody forged them, or most of them.

Their counts become zero, genuine ones, too. Links and visits of these hours stay as names that do
not count: what is sent again, or what completes them later, changes nothing. Events of these hours
that come in later are dropped in the drain.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from sharekit.aggregate import sql
from sharekit.aggregate.clock import read_hour
from sharekit.aggregate.forget import pause
from sharekit.aggregate.rollups import Cells, add_cells
from sharekit.models import (
    Article,
    BlockRollup,
    ChannelTotal,
    Clickback,
    Counts,
    LinkTotal,
    PreviewRollup,
    Rollup,
    ShareLink,
    ShareRollup,
    SourceRollup,
    SourceTotal,
    Withdrawal,
)

_HOUR: Final = timedelta(hours=1)
_MADE: Final = ShareLink.State.MADE
_WITHDRAWN: Final = ShareLink.State.WITHDRAWN


class Hours(msgspec.Struct, frozen=True):
    """Hours of an article, both included; of one channel, or of all where it is "".

    They are naive, on settings.TIME_ZONE's clock.
    """

    article: Article
    first: datetime
    last: datetime
    channel: str = ""


def find_hours(hours: Hours) -> Hours:
    """Return the hours, a day that is folded as a whole: nobody knows its hours any more."""
    folded = Q(article=hours.article, hour__lt=0)
    first, last = hours.first, hours.last
    days = set()
    for model in (ShareRollup, SourceRollup, BlockRollup):
        rows = model._default_manager.filter(folded, day__in={first.date(), last.date()})
        days |= set(rows.values_list("day", flat=True))
    return msgspec.structs.replace(
        hours,
        first=first.replace(hour=0) if first.date() in days else first,
        last=last.replace(hour=23) if last.date() in days else last,
    )


def count_hours(hours: Hours) -> dict[str, int]:
    """Return what was counted in such hours, by the names of ArticleTotal.COUNTS."""
    sums: Counter[str] = Counter()
    for model in _list_models(hours)[:2]:
        for numbers in _find_cells(model, hours).values():
            sums.update(dict(zip(model.COUNTS, numbers, strict=True)))
    return dict(sums)


def forget_hours(hours: Hours) -> None:
    """Take such hours out of the counts for good, while nobody counts, folds or settles."""
    with pause():
        hours = find_hours(hours)
        within = Withdrawal.objects.create(
            article=hours.article,
            channel=hours.channel,
            since=_find_moment(hours.first),
            until=_find_moment(hours.last + _HOUR),
        )
        _forget_names(within)
        _forget_counts(hours)


def _forget_names(within: Withdrawal) -> None:
    """Let links and visits of these hours stay as names that do not count."""
    moments = Q(at__gte=within.since, at__lt=within.until)
    all_links = ShareLink.objects.filter(article=within.article)
    links = all_links.filter(channel=within.channel) if within.channel else all_links
    visits = Clickback.objects.filter(moments, token__in=links.values("token"), counted=True)
    shares = all_links.filter(moments).exclude(state__in=(_MADE, _WITHDRAWN))
    _forget_made(links.filter(state=_MADE), visits, shares)
    visits.update(counted=False)
    links.filter(moments).exclude(state=_MADE).update(state=_WITHDRAWN)


def _forget_counts(hours: Hours) -> None:
    """Add what was counted in these hours once more, with a minus, and delete what is then zero."""
    taken = {model: _negate(_find_cells(model, hours)) for model in _list_models(hours)}
    add_cells(taken[ShareRollup], taken.get(SourceRollup, {}))
    for model in (BlockRollup, PreviewRollup):
        sql.increment(model, taken.get(model, {}))
    # A sign stays as it is: the hour's next one would be a new one.
    for rollup in (ShareRollup, SourceRollup, BlockRollup):
        _find_zeros(rollup).filter(article=hours.article).delete()
    for total in (ChannelTotal, SourceTotal):
        _find_zeros(total).delete()


def _find_zeros(model: type[Counts]) -> QuerySet[Any]:
    return model._default_manager.filter(**dict.fromkeys(model.COUNTS, 0))


def _list_models(hours: Hours) -> tuple[type[Rollup], ...]:
    """Return the tables of what is taken out: readings, blocks and signs have no channel."""
    if hours.channel:
        return (ShareRollup,)
    return (ShareRollup, SourceRollup, BlockRollup, PreviewRollup)


def _find_cells(model: type[Rollup], hours: Hours) -> Cells:
    """Return the counts of such hours by their key."""
    first, last = hours.first, hours.last
    rows: QuerySet[Any] = model._default_manager.filter(
        article=hours.article, day__gte=first.date(), day__lte=last.date()
    )
    rows = rows.exclude(day=first.date(), hour__gte=0, hour__lt=first.hour)
    rows = rows.exclude(day=last.date(), hour__gt=last.hour)
    if hours.channel:
        rows = rows.filter(channel=hours.channel)
    key = model.key()
    listed = rows.values_list(*key, *model.COUNTS)
    return {row[: len(key)]: list(row[len(key) :]) for row in listed}


def _negate(cells: Cells) -> Cells:
    return {key: [-number for number in numbers] for key, numbers in cells.items()}


def _forget_made(
    made: QuerySet[ShareLink], visits: QuerySet[Clickback], shares: QuerySet[ShareLink]
) -> None:
    """Take what links of the site's own brought in such hours from their totals by day."""
    ids = dict(made.values_list("token", "pk"))
    lost: Counter[tuple[int, Any, str]] = Counter()
    for token, at in visits.filter(token__in=made.values("token")).values_list("token", "at"):
        lost[ids[token], read_hour(at)[0], "visits"] += 1
    parents = shares.filter(parent_token__in=made.values("token"))
    for token, at in parents.values_list("parent_token", "at"):
        lost[ids[token], read_hour(at)[0], "reshares"] += 1
    for (link, day, column), count in lost.items():
        for total in LinkTotal.objects.filter(link=link, day=day):
            # A share that completed a link may have been counted on the day before.
            setattr(total, column, max(getattr(total, column) - count, 0))
            total.save(update_fields=[column])


def _find_moment(hour: datetime) -> datetime:
    """Return when an hour begins, as a DateTimeField takes it."""
    if not settings.USE_TZ:
        return hour
    # Of an hour that comes twice in autumn, the first.
    return hour.replace(tzinfo=timezone.get_default_timezone(), fold=0)
