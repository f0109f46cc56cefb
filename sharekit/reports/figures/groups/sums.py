"""The figures of the site's own groups of articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, ClassVar, Final

import msgspec

from sharekit.figures import OF_ARTICLES
from sharekit.models import ArticleGroup, ArticleTotal, Kind
from sharekit.reports.figures.ratios import compare_visits
from sharekit.reports.period.days import Period
from sharekit.reports.period.spans import limit
from sharekit.reports.period.sums import list_sums, sum_up

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
    # The database sums articles, and groups are summed here: with a join it would sum the rows of
    # an article again for each of its groups, which takes twice as long.
    rows = ArticleTotal.objects.filter(limit(period))
    counted = list_sums(rows, ("article_id",), _SUMMED, by=sum_up)
    sums = {pk: counts for pk, *counts in counted if any(counts)}
    groups: defaultdict[tuple[str, str], list[list[int]]] = defaultdict(list)
    for kind, name, pk in ArticleGroup.objects.values_list("kind", "name", "article_id"):
        if pk in sums:
            groups[kind, name].append(sums[pk])
    # By column: there are many articles and few figures.
    found = [
        GroupCounts(
            *group,
            len(of_group),
            dict(zip(_SUMMED, map(sum, zip(*of_group, strict=True)), strict=True)),
        )
        for group, of_group in groups.items()
    ]
    return sorted(found, key=_rank)


def _rank(each: GroupCounts) -> tuple[int, int, int, str]:
    acts = each.counts["shares"] + each.counts["copies"]
    return Kind.values.index(each.kind), -each.counts["clickbacks"], -acts, each.name
