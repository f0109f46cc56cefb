"""The order of articles by their figures."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import chain, groupby, takewhile
from operator import add, itemgetter
from typing import Any, Final

from django.db.models import BigIntegerField, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from sharekit.figures import ACTS, OF_ARTICLES, SORTABLE
from sharekit.keys import DOCTOR
from sharekit.models import Article, ArticleTotal
from sharekit.reports.figures.articles.sums import MOST_IDS, ArticleSums, express
from sharekit.reports.period.days import Period
from sharekit.reports.period.spans import limit, select
from sharekit.reports.period.sums import sum_up

MOST_SHARED: Final = ("-clickbacks", f"-{ACTS}", "url")
"""The order of every report: visits from shares first, because they prove that a share arrived."""
_EVERYTHING: Final = "everything"
"""The sum of all counts of an article, 0 if nothing was counted."""
_PAGE: Final = 100
"""Articles whose names are read before those of all others."""


def rank_articles(
    articles: QuerySet[Article],
    period: Period,
    *,
    by: Sequence[str],
    also: Iterable[str] = (),
    is_counted: bool = True,
    after: Sequence[Any] = (),
    sums: ArticleSums | None = None,
) -> Iterator[dict[str, Any]]:
    """Yield pk, url, title and the figures in `by` and `also` for each article, ordered by `by`.

    Names are those of SORTABLE; a leading minus means descending, as in `order_by`. Articles
    without any count are left out unless `is_counted` is False. So are articles that come before
    `after`, which holds values of `by`. All articles are summed in one query and sorted here by
    their figures, so that names are read only for the first ones. Sorting in the database takes ten
    times as long. `sums` has the articles of the period if they were read before. The article of
    sharekit_doctor is left out.
    """
    articles = articles.exclude(identity=DOCTOR)
    columns = [name.removeprefix("-") for name in by]
    names = [name for name in SORTABLE if name in {*columns, *also}]
    figures = _list_figures(sums, names) if sums else _sum_figures(period, names)
    if is_counted:
        ids = [pk for pk, count in figures[_EVERYTHING].items() if count]
    else:
        ids = list(articles.order_by().values_list("pk", flat=True))
    leading = list(takewhile(lambda name: name.removeprefix("-") in names, by))
    for group in _gather(_rank(ids, figures, leading, after)):
        rows = [
            {"pk": pk, "url": url, "title": title}
            | {name: figures[name].get(pk, 0) for name in names}
            for pk, url, title in _list_named(articles, group)
        ]
        # Python sorts are stable, so the last one decides first.
        for name, column in zip(reversed(by), reversed(columns), strict=True):
            rows.sort(key=itemgetter(column), reverse=name != column)
        yield from rows


def _sum_figures(period: Period, names: Sequence[str]) -> dict[str, dict[int, int]]:
    """Return the sums of figures, and _EVERYTHING, by name and article."""
    selected = select(period)
    sums = {name: sum_up(selected.weigh(express(name))) for name in names}
    sums[_EVERYTHING] = sum_up(selected.weigh(reduce(add, map(F, OF_ARTICLES))))
    annotations = {f"sum_{name}": each for name, each in sums.items()}
    rows = ArticleTotal.objects.filter(selected.rows).order_by()
    grouped = rows.values("article_id").annotate(**annotations)
    # By column: there are many articles and few figures.
    found = list(grouped.values_list("article_id", *annotations))
    ids, *columns = zip(*found, strict=True) if found else [()] * (1 + len(sums))
    return {
        name: dict(zip(ids, column, strict=True))
        for name, column in zip(sums, columns, strict=True)
    }


def _list_figures(sums: ArticleSums, names: Sequence[str]) -> dict[str, dict[int, int]]:
    """Return the same from sums that were read before."""
    # Lookups included, so that the same articles are counted.
    columns = {name: sums.list_counts(name) for name in {*names, *OF_ARTICLES}}
    counted = zip(*(columns[name].values() for name in OF_ARTICLES), strict=True)
    return columns | {_EVERYTHING: dict(zip(sums.rows, map(sum, counted), strict=True))}


def _rank(
    ids: list[int],
    sums: Mapping[str, Mapping[int, int]],
    leading: Sequence[str],
    after: Sequence[Any],
) -> Iterator[list[int]]:
    """Yield groups of ids with equal figures, starting at the group that `after` belongs to.

    `leading` holds the figures to sort by; a leading minus means descending.
    """
    signs = [-1 if name.startswith("-") else 1 for name in leading]
    columns = [
        (sign, sums[name.removeprefix("-")]) for sign, name in zip(signs, leading, strict=True)
    ]

    def get_key(pk: int) -> tuple[int, ...]:
        return tuple(sign * column.get(pk, 0) for sign, column in columns)

    ranked = sorted(ids, key=get_key)
    if after:
        key = tuple(sign * value for sign, value in zip(signs, after, strict=False))
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

    Figures have the names in SORTABLE. This is for pages that accept only a queryset;
    `rank_articles` is faster with many articles.
    """
    summed = {name.lstrip("-") for name in by}.intersection(SORTABLE)
    figures = {name: _sum_each(name, period) for name in sorted(summed)}
    return articles.annotate(**figures).order_by(*by)


def _sum_each(name: str, period: Period) -> Any:
    """Return a figure's sum as a subquery: a join would slow down every count of articles."""
    rows = ArticleTotal.objects.filter(limit(period), article=OuterRef("pk")).order_by()
    sums = rows.values("article").annotate(sum=Sum(express(name))).values("sum")
    return Coalesce(Subquery(sums), 0, output_field=BigIntegerField())
