"""The figures of the site's own groups of articles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final

import msgspec
from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet

from sharekit.figures import OF_ARTICLES
from sharekit.models import ArticleGroup, ArticleTotal, Kind
from sharekit.reports.figures.ratios import compare_visits
from sharekit.reports.period.days import Period
from sharekit.reports.period.spans import limit
from sharekit.reports.period.sums import sum_up

_SUMMED: Final = (*OF_ARTICLES, "inferred_clickbacks")


class GroupCounts(msgspec.Struct, frozen=True):
    """A group's kind and name, the number of its articles that have any count, and their figures.

    An article counts in each of its groups, so groups must not be added up.
    """

    COUNTS: ClassVar[tuple[str, ...]] = tuple(OF_ARTICLES)

    kind: str
    name: str
    articles: int
    counts: dict[str, int]

    @property
    def visits_per_share(self) -> float | None:
        """The visits from recorded shares for each tracked share."""
        return compare_visits(self.counts)

    def flatten(self) -> dict[str, Any]:
        """Return the group as JSON and tables show it: each figure under its own name."""
        rest = {"articles": self.articles, "visits_per_share": self.visits_per_share}
        return {"kind": self.kind, "name": self.name, **rest, **self.counts}


def format_group(row: Mapping[str, Any]) -> str:
    """Return the parameter that limits a report to the group of a row, such as `section:Sport`."""
    return f"{row['kind']}:{row['name']}"


def count_groups(period: Period) -> list[GroupCounts]:
    """Return the groups of the period's articles by kind, those with the most visits first.

    Groups without any count are left out. With `period.group`, they are those of its articles.
    """
    # Each article is summed once, then its groups: with a plain join the database would sum the
    # rows of an article again for each of its groups.
    rows = ArticleTotal.objects.filter(limit(period)).order_by().values("article_id")
    counted = rows.annotate(**{f"sum_{name}": sum_up(name) for name in _SUMMED})
    found = [
        GroupCounts(kind, name, articles, dict(zip(_SUMMED, sums, strict=True)))
        for kind, name, articles, *sums in _sum_members(counted)
    ]
    return sorted(found, key=_rank)


def _sum_members(counted: QuerySet[Any]) -> list[tuple[Any, ...]]:
    """Return kind, name, the number of articles with any count, and the sums of each group.

    `counted` has the sums of articles. Django can join no subquery.
    """
    try:
        sums_of_articles, parameters = counted.query.get_compiler(counted.db).as_sql()
    except EmptyResultSet:
        return []
    columns = [f"counted.sum_{name}" for name in _SUMMED]
    sums = ", ".join(f"CAST(SUM({column}) AS bigint)" for column in columns)
    table = ArticleGroup._meta.db_table
    with connections[counted.db].cursor() as cursor:
        cursor.execute(
            f"SELECT kind, name, COUNT(*), {sums} FROM {table} AS belongs"  # noqa: S608
            f" JOIN ({sums_of_articles}) AS counted ON counted.article_id = belongs.article_id"
            f" WHERE {' OR '.join(f'{column} <> 0' for column in columns)}"
            " GROUP BY kind, name",
            parameters,
        )
        return cursor.fetchall()


def _rank(each: GroupCounts) -> tuple[int, int, int, str]:
    acts = each.counts["shares"] + each.counts["copies"]
    return Kind.values.index(each.kind), -each.counts["clickbacks"], -acts, each.name
