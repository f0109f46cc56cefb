"""The figures of the site's own groups of articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, ClassVar

import msgspec

from sharekit.figures import OF_ARTICLES
from sharekit.models import ArticleGroup, Kind
from sharekit.reports.figures.articles.sums import ArticleSums
from sharekit.reports.figures.ratios import compare_visits
from sharekit.reports.period.days import Period


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


def count_groups(period: Period, *, sums: ArticleSums | None = None) -> list[GroupCounts]:
    """Return the groups of the period's articles by kind, those with the most visits first.

    Groups without any count are left out. With `period.group`, they are those of its articles.
    `sums` has the articles of the period if they were read before.
    """
    # The database sums articles, and groups are summed here: with a join it would sum the rows of
    # an article again for each of its groups, which takes twice as long.
    found = (sums or ArticleSums(period)).rows
    counted = {pk: counts for pk, counts in found.items() if any(counts)}
    groups: defaultdict[tuple[str, str], list[tuple[int, ...]]] = defaultdict(list)
    for kind, name, pk in ArticleGroup.objects.values_list("kind", "name", "article_id"):
        if pk in counted:
            groups[kind, name].append(counted[pk])
    # By column: there are many articles and few figures.
    summed = [
        GroupCounts(
            *group,
            len(of_group),
            dict(zip(ArticleSums.NAMES, map(sum, zip(*of_group, strict=True)), strict=True)),
        )
        for group, of_group in groups.items()
    ]
    return sorted(summed, key=_rank)


def _rank(each: GroupCounts) -> tuple[int, int, int, str]:
    acts = each.counts["shares"] + each.counts["copies"]
    return Kind.values.index(each.kind), -each.counts["clickbacks"], -acts, each.name
