"""The figures of the site's own objects, which articles are found by: their identity."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import msgspec
from django.db.models import BigIntegerField, F, Subquery, Sum
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from sharekit.models import Article, ArticleTotal
from sharekit.reports.articles import ACTS, CHANNEL_COUNTS, COUNTS, Channels
from sharekit.reports.period import Period
from sharekit.reports.spans import limit


class Object(msgspec.Struct, frozen=True):
    """What was passed on of one object: its article, and the counts of its ways by period."""

    article: int
    ways: list[Channels]


def count_objects(identities: Collection[str], period: Period) -> dict[str, dict[str, int]]:
    """Return the counts of a period by identity, named as in COUNTS, and ACTS; in one query."""
    rows = ArticleTotal.objects.filter(limit(period), article__identity__in=identities)
    counts = {identity: dict.fromkeys((*COUNTS, ACTS), 0) for identity in identities}
    sums: Any = rows.values_list("article__identity").annotate(*map(Sum, COUNTS))
    for identity, *numbers in sums.order_by():
        of_object = dict(zip(COUNTS, numbers, strict=True))
        counts[identity] = of_object | {ACTS: of_object["shares"] + of_object["copies"]}
    return counts


def express_count(name: str, period: Period, *, identity: Combinable) -> Coalesce:
    """Return a count of a period as an expression to sort objects by, in our own database.

    `identity` is the object's, as an expression with references to the outer query.
    """
    count: Any = F("shares") + F("copies") if name == ACTS else F(name)
    rows = ArticleTotal.objects.filter(limit(period), article__identity=identity).order_by()
    sums = rows.values("article").annotate(sum=Sum(count)).values("sum")
    return Coalesce(Subquery(sums), 0, output_field=BigIntegerField())


def find_object(identity: str, periods: Sequence[Period]) -> Object | None:
    """Return what was passed on of one object in each period, in one query.

    None when nothing was ever counted for it.
    """
    sums = {
        f"{place}_{name}": Sum(f"sharerollups__{name}", filter=period.limit("sharerollups"))
        for place, period in enumerate(periods)
        for name in CHANNEL_COUNTS
    }
    rows = Article.objects.filter(identity=identity).values_list("pk", "sharerollups__channel")
    found: list[Any] = list(rows.annotate(**sums).order_by("sharerollups__channel"))
    if not found:
        return None
    ways: list[Channels] = [{} for _ in periods]
    for _pk, channel, *numbers in found:
        for of_period in ways:
            of_way, numbers = numbers[: len(CHANNEL_COUNTS)], numbers[len(CHANNEL_COUNTS) :]
            # An article that was only read has one row, without a channel and with nothing.
            if any(of_way):
                counts = (count or 0 for count in of_way)
                of_period[channel] = dict(zip(CHANNEL_COUNTS, counts, strict=True))
    return Object(found[0][0], ways)
