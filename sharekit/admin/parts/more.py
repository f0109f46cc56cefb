"""The report's other figures: below the first screen, computed when somebody opens them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from sharekit.admin.drawing.tables import Drawer
from sharekit.admin.parts.sections import (
    Found,
    describe_first,
    describe_others,
    list_downloads,
)
from sharekit.admin.period import ChosenPeriod
from sharekit.models import Kind
from sharekit.reports.figures.articles.sums import ArticleSums
from sharekit.reports.figures.estimate import ASSUMPTION, Lack, estimate_private
from sharekit.reports.figures.groups.sums import GroupCounts, count_groups, format_group
from sharekit.reports.tables.catalogue import (
    tabulate_articles,
    tabulate_estimate,
    tabulate_groups,
)
from sharekit.reports.words.estimate import format_lack

NAME: Final = "more"
"""The parameter with which the report's page has them at once, as it does without JavaScript."""
MOST_ARTICLES: Final = 10
MOST_GROUPS: Final = 10
_BY_KIND: Final = {
    Kind.SECTION: _("By section"),
    Kind.AUTHOR: _("By author"),
    Kind.TAG: _("By tag"),
}


def describe_more(
    chosen: ChosenPeriod, drawer: Drawer, found: Found, *, link: Callable[[int], str]
) -> dict[str, Any]:
    """Return the other figures of all articles, and the exports of all tables.

    `link` returns the page of an article by its id.
    """
    sums = ArticleSums(chosen.period)
    top = tabulate_articles(chosen.period, most=MOST_ARTICLES, sums=sums)
    shown = {
        **describe_first(chosen, drawer, found),
        **describe_others(chosen, drawer, found),
        **_describe_estimate(chosen, drawer),
        "top": drawer.draw(top, _("Most shared"), link=lambda row: link(row["id"])),
    }
    return {
        **shown,
        "groups": _draw_groups(chosen, drawer, sums),
        "downloads": [
            *list_downloads(shown),
            {"label": _("Going up"), "exports": drawer.list_exports("rising")},
            {"label": _("Worth pushing"), "exports": drawer.list_exports("promising")},
        ],
        "list": _reverse("article_changelist", drawer) + f"?{urlencode(chosen.parameters)}",
    }


def _describe_estimate(chosen: ChosenPeriod, drawer: Drawer) -> dict[str, Any]:
    """Return the estimate's row and its assumption; the row is None if the estimate lacks data."""
    found = estimate_private(chosen.period)
    table = tabulate_estimate(found)
    rows = [
        {column.name: column.format(row[column.name]) for column in table.columns}
        for row in table.rows
    ]
    return {
        "estimate": rows[0] if rows else None,
        "estimated": drawer.draw(table, _("Estimated")),
        "assumption": ASSUMPTION,
        "lack": format_lack(found) if isinstance(found, Lack) else "",
    }


def _draw_groups(chosen: ChosenPeriod, drawer: Drawer, sums: ArticleSums) -> list[dict[str, Any]]:
    """Return a table of the first groups of each kind, whose rows lead to their own reports, and
    the address that compares the first two.
    """
    groups = count_groups(chosen.period, sums=sums)
    of_kinds = {kind: [each for each in groups if each.kind == kind] for kind in Kind}

    def link(row: Mapping[str, Any]) -> str:
        return f"?{urlencode(chosen.parameters | {'group': format_group(row)})}"

    def compare_first(found: list[GroupCounts]) -> str:
        first = [("of", format_group(each.flatten())) for each in found[:2]]
        query = urlencode([*first, *chosen.parameters.items()])
        return f"{_reverse('report_compare', drawer)}?{query}"

    return [
        {
            "table": drawer.draw(tabulate_groups(found[:MOST_GROUPS]), _BY_KIND[kind], link=link),
            "compare": compare_first(found) if len(found) > 1 else "",
        }
        for kind, found in of_kinds.items()
        if found
    ]


def _reverse(name: str, drawer: Drawer) -> str:
    return reverse(f"admin:sharekit_{name}", current_app=drawer.site)
