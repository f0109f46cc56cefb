"""Two articles or groups side by side over a period."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sharekit.admin.drawing.tables import Drawer, DrawnTable
from sharekit.admin.period import ChosenPeriod, warn
from sharekit.exceptions import Refused
from sharekit.models import Article, Kind, Report
from sharekit.reports.figures.groups.sums import count_groups, format_group
from sharekit.reports.figures.ratios import FEWEST
from sharekit.reports.figures.summary import Summary, summarize
from sharekit.reports.period.days import Period, check_articles
from sharekit.reports.tables.compared import (
    SIDES,
    tabulate_sides,
    tabulate_sides_by_channel,
)
from sharekit.reports.tables.table import Table
from sharekit.reports.words.periods import format_period
from sharekit.status.status import get_status

MOST_GROUPS = 25
"""The most groups of a kind that the form offers."""


class Side(msgspec.Struct, frozen=True):
    """An article or a group: the parameter that chooses it, and its name."""

    of: str
    name: str
    article: Article | None = None

    def summarize(self, period: Period) -> Summary:
        """Return its figures; those of a group are of the period's site and language."""
        if self.article:
            return summarize(period, article=self.article)
        return summarize(msgspec.structs.replace(period, group=self.of))


def compare(request: HttpRequest, *, admin_site: AdminSite) -> HttpResponse:
    """Show the two sides that the parameters `of` choose, or a sentence that says what is wrong."""
    chosen = ChosenPeriod(request)
    warn(request, chosen)
    asked = [of for of in request.GET.getlist("of") if of]
    try:
        sides, refusal = find_sides(asked), ""
    except Refused as refused:
        sides, refusal = [], refused.sentence
    context = {
        **admin_site.each_context(request),
        "opts": Report._meta,
        "title": gettext("Compare"),
        "status": get_status(),
        "chosen": chosen,
        "days": format_period(chosen.period),
        "sides": list(zip(SIDES, sides, strict=bool(sides))),
        "refusal": refusal,
        "fewest": FEWEST,
        "choices": _list_choices(chosen, sides, [side.of for side in sides] or asked),
        "tables": _draw(sides, chosen, Drawer(admin_site.name, {})) if sides else [],
    }
    return TemplateResponse(request, "admin/sharekit/compare.html", context)


def find_sides(asked: list[str]) -> list[Side]:
    """Return two sides, each chosen by an article's id or by a group; raise `Refused` otherwise."""
    if len(asked) < len(SIDES):
        raise Refused(400, gettext("Choose two articles or two groups."))
    if len(asked) > len(SIDES):
        sentence = gettext("Choose two articles or two groups, not %(count)d.")
        raise Refused(400, sentence % {"count": len(asked)})
    sides = [_find_side(of) for of in asked]
    if sides[0] == sides[1]:
        raise Refused(400, gettext("Choose two different articles or groups."))
    return sides


def _find_side(of: str) -> Side:
    if of.isascii() and of.isdigit():
        # No id is longer.
        article = Article.objects.filter(pk=int(of[:20])).first()
        if article is None:
            raise Refused(404, gettext("Article %(id)s does not exist.") % {"id": of[:20]})
        return Side(str(article.pk), article.title, article)
    try:
        check_articles("group", of)
    except Refused:
        sentence = gettext(
            "“%(of)s” is neither the id of an article nor a group, such as “section:Sport”."
        )
        raise Refused(400, sentence % {"of": of.replace("\0", "")}) from None
    kind, _colon, name = of.partition(":")
    return Side(of, f"{Kind(kind).label}: {name}")


def _list_choices(
    chosen: ChosenPeriod, sides: list[Side], asked: list[str]
) -> list[dict[str, Any]]:
    """Return the choices of each side: what is compared now, and the most visited groups."""
    names = {side.of: side.name for side in sides}
    found = [each.flatten() for each in count_groups(chosen.period)]
    for kind in Kind:
        of_kind = [row for row in found if row["kind"] == kind][:MOST_GROUPS]
        names |= {format_group(row): f"{kind.label}: {row['name']}" for row in of_kind}
    asked = [*asked, "", ""][: len(SIDES)]
    return [
        {"side": side, "chosen": of, "names": list(names.items())}
        for side, of in zip(SIDES, asked, strict=True)
    ]


def _draw(sides: list[Side], chosen: ChosenPeriod, drawer: Drawer) -> list[DrawnTable]:
    summaries = [side.summarize(chosen.period) for side in sides]

    def draw(table: Table, label: Any) -> DrawnTable:
        # The reports of both sides have exports.
        return replace(drawer.draw(table, label), exports=())

    return [
        draw(tabulate_sides(*summaries), _("Figures")),
        draw(tabulate_sides_by_channel(*summaries), _("By channel")),
    ]
