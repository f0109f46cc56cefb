"""The figures of the site's own objects, looked up by identity."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import msgspec
from django.db.models import BigIntegerField, Min, Subquery, Sum
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from sharekit.figures import ACTS, OF_ARTICLES, OF_CHANNELS, SORTABLE
from sharekit.models import Article, ArticleTotal
from sharekit.reports.figures.articles.sums import Channels, express
from sharekit.reports.period.days import Period
from sharekit.reports.period.spans import limit
from sharekit.reports.period.sums import sum_groups


class Object(msgspec.Struct, frozen=True):
    """One object's first article, and the counts of its channels for each period.

    The counts are sums over the object's articles on all sites and in all languages.
    """

    article: int
    channels: list[Channels]


def count_objects(identities: Collection[str], period: Period) -> dict[str, dict[str, int]]:
    """Return the counts of a period by identity and by the names in SORTABLE; in one query."""
    rows = ArticleTotal.objects.filter(limit(period), article__identity__in=identities)
    counts = {identity: dict.fromkeys(SORTABLE, 0) for identity in identities}
    for (identity,), sums in sum_groups(rows, ("article__identity",), OF_ARTICLES):
        counts[identity] = sums | {ACTS: sums["shares"] + sums["copies"]}
    return counts


def express_count(name: str, period: Period, *, identity: Combinable) -> Coalesce:
    """Return a count of a period as an expression that can order objects in sharekit's database.

    `identity` is the identity of the object, as an expression with references to the outer query.
    """
    rows = ArticleTotal.objects.filter(limit(period), article__identity=identity).order_by()
    # An object has an article on each site and in each language.
    sums = rows.values("article__identity").annotate(sum=Sum(express(name))).values("sum")
    return Coalesce(Subquery(sums), 0, output_field=BigIntegerField())


def find_object(identity: str, periods: Sequence[Period]) -> Object | None:
    """Return the counts of one object for each period, in one query.

    None if the object has no article.
    """
    sums: dict[str, Any] = {
        f"{name}_{number}": Sum(f"sharerollups__{name}", filter=period.limit("sharerollups"))
        for number, period in enumerate(periods)
        for name in OF_CHANNELS
    }
    rows = Article.objects.filter(identity=identity).values("sharerollups__channel")
    sums["first"] = Min("pk")
    found: list[Any] = list(rows.annotate(**sums).order_by("sharerollups__channel"))
    if not found:
        return None
    channels: list[Channels] = [{} for _ in periods]
    for row in found:
        for number, of_period in enumerate(channels):
            counts = {name: row[f"{name}_{number}"] or 0 for name in OF_CHANNELS}
            # An article with page views only has one row, without a channel and without counts.
            if any(counts.values()):
                of_period[row["sharerollups__channel"]] = counts
    return Object(min(row["first"] for row in found), channels)
