"""Conversions of a period."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal, NamedTuple, get_args

import msgspec
from django.db.models import Q, QuerySet, Sum

from sharekit.contrib.conversions.amounts import round_to_currency
from sharekit.contrib.conversions.models import ConversionTotal, ShareRelease
from sharekit.models import Article
from sharekit.reports.period.days import Period

Kind = Literal["all", "channel", "article", "link"]
"""Whether a figure is of all shares, or of those of a channel, an article or a campaign link."""


class Totals(msgspec.Struct, frozen=True):
    """All conversions of a goal, exactly; `value` is that of those that hold, None without one."""

    goal: str
    currency: str
    conversions: int
    reversed: int
    value: Decimal | None


class Named(NamedTuple):
    """The shares that a figure is of: their kind and names, "" for any."""

    kind: Kind
    channel: str = ""
    campaign: str = ""
    article: int | None = None
    title: str = ""


class ByShare(msgspec.Struct, frozen=True):
    """What was released of the conversions that came by shares."""

    goal: str
    currency: str
    named: Named
    conversions: int
    value: Decimal | None


def sum_all(since: date | None, until: date | None) -> list[Totals]:
    """Return all conversions of a period by goal and currency."""
    rows = ConversionTotal.objects.filter(Period(since, until).limit(""))
    sums = rows.values("goal", "currency").annotate(
        all_conversions=Sum("conversions"), all_reversed=Sum("reversed"), all_values=Sum("value")
    )
    return [
        Totals(
            goal=row["goal"],
            currency=row["currency"],
            conversions=row["all_conversions"],
            reversed=row["all_reversed"],
            value=_read(row["all_values"], row["currency"]),
        )
        for row in sums.order_by("goal", "currency")
    ]


def sum_by_share(
    article: Article | None,
    since: date | None,
    until: date | None,
    articles: QuerySet[Article] | None,
) -> list[ByShare]:
    """Return those that came by shares: by all, by each channel, article and campaign link.

    Those of an article, or of some articles, are sums of what was released of each article.
    """
    is_limited = articles is not None and article is None
    among = Q(sum__article=article) if article else Q()
    if is_limited:
        among = Q(sum__article__in=articles)
    names = {
        "goal": "sum__goal",
        "currency": "sum__currency",
        "article": "sum__article",
        "title": "sum__article__title",
        "channel": "sum__channel",
        "link": "sum__link",
        "campaign": "sum__link__campaign",
    }
    rows = ShareRelease.objects.filter(Period(since, until).limit("") & among)
    sums = rows.values(*names.values()).annotate(
        conversions_sum=Sum("conversions"), value_sum=Sum("value")
    )
    found: dict[tuple[str, str, Named], tuple[int, Decimal]] = {}
    for row in sums:
        facts = {name: row[column] for name, column in names.items()}
        for named in _list_names(facts, of_article=article is not None, of_some=is_limited):
            key = facts["goal"], facts["currency"], named
            number, value = found.get(key, (0, Decimal(0)))
            found[key] = number + row["conversions_sum"], value + row["value_sum"]
    figures = [
        ByShare(goal, currency, named, number, _read(value, currency))
        for (goal, currency, named), (number, value) in found.items()
    ]
    return sorted(figures, key=_rank)


def _list_names(facts: dict[str, Any], *, of_article: bool, of_some: bool) -> list[Named]:
    """Return what a sum is part of, in a report on all, on one article or on some articles."""
    pk, title, channel = facts["article"], facts["title"], facts["channel"]
    if facts["link"] is not None:
        return [Named("link", channel, facts["campaign"], pk, title)]
    if channel:
        return [Named("channel", channel)] if pk is None or of_article or of_some else []
    if pk is None or of_article:
        return [Named("all")]
    named = Named("article", article=pk, title=title)
    return [Named("all"), named] if of_some else [named]


def _read(value: Decimal, currency: str) -> Decimal | None:
    return round_to_currency(value, currency) if currency else None


def _rank(figure: ByShare) -> tuple[Any, ...]:
    """Order by goal, currency and kind, the most conversions first."""
    named = figure.named
    kind = get_args(Kind).index(named.kind)
    return (
        figure.goal,
        figure.currency,
        kind,
        -figure.conversions,
        named.title,
        named.campaign,
        named.channel,
        named.article or 0,
    )
