"""The order of articles by their figures."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby, takewhile
from operator import itemgetter
from typing import Any, Final

from django.db.models import BigIntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from sharekit.models import Article, ArticleTotal
from sharekit.reports.figures.articles.sums import ACTS, COUNTS, MOST_IDS, express, sum_articles
from sharekit.reports.period.days import Period
from sharekit.reports.period.spans import limit

MOST_SHARED: Final = (f"-{ACTS}", "-clickbacks", "url")
"""The order of every report."""


_PAGE: Final = 100
"""Articles whose names are read before those of all others."""


def rank_articles(
    articles: QuerySet[Article],
    period: Period,
    *,
    by: Sequence[str],
    also: Sequence[str] = (),
    is_counted: bool = True,
    after: Sequence[Any] = (),
) -> Iterator[dict[str, Any]]:
    """Yield pk, url, title and the figures in `by` and `also` for each article, ordered by `by`.

    Names are those of COUNTS, and ACTS; a leading minus means descending, as in `order_by`.
    Articles without any count are left out unless `is_counted` is False. So are articles that come
    before `after`, which holds values of `by`. All articles are summed in one query and sorted here
    by their figures, so that names are read only for the first ones. Sorting in the database takes
    ten times as long.
    """
    columns = [name.removeprefix("-") for name in by]
    names: list[str] = [name for name in (*COUNTS, ACTS) if name in {*columns, *also}]
    sums = sum_articles(period, names)
    if is_counted:
        sums = {pk: numbers for pk, numbers in sums.items() if numbers[-1]}
    else:
        nothing = (0,) * (len(names) + 1)
        known = articles.order_by().values_list("pk", flat=True)
        sums = {pk: sums.get(pk, nothing) for pk in known}
    leading = [
        (-1 if name != column else 1, names.index(column))
        for name, column in takewhile(lambda pair: pair[1] in names, zip(by, columns, strict=True))
    ]
    for group in _gather(_rank(sums, leading, after)):
        rows = [
            {"pk": pk, "url": url, "title": title, **dict(zip(names, sums[pk]))}  # noqa: B905 - the last one is not shown
            for pk, url, title in _list_named(articles, group)
        ]
        # Python sorts are stable, so the last one decides first.
        for name, column in zip(reversed(by), reversed(columns), strict=True):
            rows.sort(key=itemgetter(column), reverse=name != column)
        yield from rows


def _rank(
    sums: Mapping[int, Sequence[int]], leading: Sequence[tuple[int, int]], after: Sequence[Any]
) -> Iterator[list[int]]:
    """Yield groups of ids with equal figures, starting at the group that `after` belongs to.

    `leading` holds, for each figure to sort by, its sign and its index in the sums.
    """

    def get_key(pk: int) -> tuple[int, ...]:
        return tuple(sign * sums[pk][place] for sign, place in leading)

    ranked = sorted(sums, key=get_key)
    if after:
        key = tuple(sign * value for (sign, _), value in zip(leading, after, strict=False))
        ranked = ranked[bisect_left(ranked, key, key=get_key) :]
    for _key, group in groupby(ranked, key=get_key):
        yield list(group)


def _gather(equals: Iterator[list[int]]) -> Iterator[list[int]]:
    """Yield the groups of about one page of articles, then all other articles."""
    first: list[int] = []
    for group in equals:
        first += group
        if len(first) >= _PAGE:
            break
    yield first
    if rest := list(chain.from_iterable(equals)):
        yield rest


def _list_named(articles: QuerySet[Article], pks: list[int]) -> Iterable[tuple[int, str, str]]:
    """Return pk, url and title of articles."""
    named = articles.order_by().values_list("pk", "url", "title")
    if len(pks) <= MOST_IDS:
        return named.filter(pk__in=pks)
    wanted = set(pks)
    return (row for row in named if row[0] in wanted)


def sort_articles(
    articles: QuerySet[Article], period: Period, *, by: Sequence[str]
) -> QuerySet[Article]:
    """Order a queryset by columns and by figures of the period, named as in `order_by`.

    Figures have the names of COUNTS, and ACTS. This is for pages that accept only a queryset;
    `rank_articles` is faster with many articles.
    """
    summed = {name.lstrip("-") for name in by}.intersection((*COUNTS, ACTS))
    figures = {name: _sum_each(name, period) for name in sorted(summed)}
    return articles.annotate(**figures).order_by(*by)


def _sum_each(name: str, period: Period) -> Any:
    """Return a figure's sum as a subquery: a join would slow down every count of articles."""
    rows = ArticleTotal.objects.filter(limit(period), article=OuterRef("pk")).order_by()
    sums = rows.values("article").annotate(sum=Sum(express(name))).values("sum")
    return Coalesce(Subquery(sums), 0, output_field=BigIntegerField())
