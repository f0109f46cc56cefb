"""The figures of the site's own objects, looked up by identity."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import msgspec
from django.db.models import BigIntegerField, F, Subquery, Sum
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from sharekit.models import Article, ArticleTotal
from sharekit.reports.figures.articles.sums import ACTS, CHANNEL_COUNTS, COUNTS, Channels
from sharekit.reports.period.days import Period
from sharekit.reports.period.spans import limit


class Object(msgspec.Struct, frozen=True):
    """One object's article, and the counts of its channels for each period."""

    article: int
    channels: list[Channels]


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
    """Return a count of a period as an expression that can order objects in sharekit's database.

    `identity` is the identity of the object, as an expression with references to the outer query.
    """
    count: Any = F("shares") + F("copies") if name == ACTS else F(name)
    rows = ArticleTotal.objects.filter(limit(period), article__identity=identity).order_by()
    sums = rows.values("article").annotate(sum=Sum(count)).values("sum")
    return Coalesce(Subquery(sums), 0, output_field=BigIntegerField())


def find_object(identity: str, periods: Sequence[Period]) -> Object | None:
    """Return the counts of one object for each period, in one query.

    None if the object has no article.
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
    channels: list[Channels] = [{} for _ in periods]
    for _pk, channel, *numbers in found:
        for of_period in channels:
            of_channel, numbers = numbers[: len(CHANNEL_COUNTS)], numbers[len(CHANNEL_COUNTS) :]
            # An article with page views only has one row, without a channel and without counts.
            if any(of_channel):
                counts = (count or 0 for count in of_channel)
                of_period[channel] = dict(zip(CHANNEL_COUNTS, counts, strict=True))
    return Object(found[0][0], channels)
