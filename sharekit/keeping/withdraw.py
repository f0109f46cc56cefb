"""Removes hours of an article from the counts, for example because most of them were forged.

The counts become zero, genuine ones, too. Links and visits of these hours are kept as names that do
not count, so that repeated or completing events change nothing. Later events of these hours are
dropped in the drain.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from sharekit.aggregate.clock import get_local_hour
from sharekit.aggregate.rollups import Cells, add_cells
from sharekit.aggregate.sql.upserts import Cell, increment
from sharekit.keeping.forget import pause
from sharekit.keeping.optional import forget_optional
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
_CAMPAIGN: Final = ShareLink.State.CAMPAIGN
_WITHDRAWN: Final = ShareLink.State.WITHDRAWN


class Hours(msgspec.Struct, frozen=True):
    """Hours of an article, both included; of one channel, or of all if `channel` is "".

    They are naive, on settings.TIME_ZONE's clock.
    """

    article: Article
    first: datetime
    last: datetime
    channel: str = ""


def expand_hours(hours: Hours) -> Hours:
    """Return the hours, extended to whole days where the hours of a day have been folded."""
    folded = Q(article=hours.article, hour__lt=0)
    first, last = hours.first, hours.last
    days = set()
    for model in (ShareRollup, SourceRollup, BlockRollup, PreviewRollup):
        rows = model._default_manager.filter(folded, day__in={first.date(), last.date()})
        days |= set(rows.values_list("day", flat=True))
    return msgspec.structs.replace(
        hours,
        first=first.replace(hour=0) if first.date() in days else first,
        last=last.replace(hour=23) if last.date() in days else last,
    )


def count_hours(hours: Hours) -> dict[str, int]:
    """Return the counts of such hours, by their names."""
    sums: Counter[str] = Counter()
    for model in _list_models(hours)[:2]:
        for counts in _get_cells(model, hours).values():
            sums.update(counts)
    return dict(sums)


def forget_hours(hours: Hours) -> None:
    """Remove such hours from the counts for good, while no worker counts, folds or settles."""
    with pause():
        hours = expand_hours(hours)
        within = Withdrawal.objects.create(
            article=hours.article,
            channel=hours.channel,
            since=_get_moment(hours.first),
            until=_get_moment(hours.last + _HOUR),
        )
        _forget_names(within)
        _forget_counts(hours)
        forget_optional(lambda keeper: keeper.forget_hours(within))


def _forget_names(within: Withdrawal) -> None:
    """Keep links and visits of these hours as names that do not count."""
    moments = Q(at__gte=within.since, at__lt=within.until)
    all_links = ShareLink.objects.filter(article=within.article)
    links = all_links.filter(channel=within.channel) if within.channel else all_links
    visits = Clickback.objects.filter(moments, token__in=links.values("token"), counted=True)
    shares = all_links.filter(moments).exclude(state__in=(_CAMPAIGN, _WITHDRAWN))
    _forget_campaign_links(links.filter(state=_CAMPAIGN), visits, shares)
    visits.update(counted=False)
    links.filter(moments).exclude(state=_CAMPAIGN).update(state=_WITHDRAWN)


def _forget_counts(hours: Hours) -> None:
    """Subtract the counts of these hours, and delete rows that are then zero."""
    taken = {model: _negate(_get_cells(model, hours)) for model in _list_models(hours)}
    add_cells(taken[ShareRollup], taken.get(SourceRollup, {}), article=hours.article)
    for model in (BlockRollup, PreviewRollup):
        increment(model, taken.get(model, {}))
    # A preview row is kept: the next preview of that hour must not count as a new one.
    for rollup in (ShareRollup, SourceRollup, BlockRollup):
        _get_zeros(rollup).filter(article=hours.article).delete()
    for total in (ChannelTotal, SourceTotal):
        _get_zeros(total).delete()


def _get_zeros(model: type[Counts]) -> QuerySet[Any]:
    return model._default_manager.filter(**dict.fromkeys(model.counts(), 0))


def _list_models(hours: Hours) -> tuple[type[Rollup], ...]:
    """Return the affected tables: page views, blocks and previews have no channel."""
    if hours.channel:
        return (ShareRollup,)
    return (ShareRollup, SourceRollup, BlockRollup, PreviewRollup)


def _get_cells(model: type[Rollup], hours: Hours) -> Cells:
    """Return the counts of such hours by their key."""
    first, last = hours.first, hours.last
    rows: QuerySet[Any] = model._default_manager.filter(
        article=hours.article, day__gte=first.date(), day__lte=last.date()
    )
    rows = rows.exclude(day=first.date(), hour__gte=0, hour__lt=first.hour)
    rows = rows.exclude(day=last.date(), hour__gt=last.hour)
    if hours.channel:
        rows = rows.filter(channel=hours.channel)
    key, counts = model.key(), model.counts()
    return {
        Cell(*(row[column] for column in key)): {column: row[column] for column in counts}
        for row in rows.values(*key, *counts)
    }


def _negate(cells: Cells) -> Cells:
    return {
        cell: {column: -count for column, count in sums.items()} for cell, sums in cells.items()
    }


def _forget_campaign_links(
    campaign_links: QuerySet[ShareLink], visits: QuerySet[Clickback], shares: QuerySet[ShareLink]
) -> None:
    """Subtract the visits and reshares of campaign links in such hours from their daily totals."""
    ids = dict(campaign_links.values_list("token", "pk"))
    lost: Counter[tuple[int, Any, str]] = Counter()
    for token, at in visits.filter(token__in=campaign_links.values("token")).values_list(
        "token", "at"
    ):
        lost[ids[token], get_local_hour(at)[0], "visits"] += 1
    parents = shares.filter(parent_token__in=campaign_links.values("token"))
    for token, at in parents.values_list("parent_token", "at"):
        lost[ids[token], get_local_hour(at)[0], "reshares"] += 1
    for (link, day, column), count in lost.items():
        for total in LinkTotal.objects.filter(link=link, day=day):
            # A share that completed a link may have been counted on the day before.
            setattr(total, column, max(getattr(total, column) - count, 0))
            total.save(update_fields=[column])


def _get_moment(hour: datetime) -> datetime:
    """Return the beginning of an hour as a DateTimeField takes it."""
    if not settings.USE_TZ:
        return hour
    # The first one, if the hour occurs twice in autumn.
    return hour.replace(tzinfo=timezone.get_default_timezone(), fold=0)
