"""The report on all articles over a period."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from django.contrib import admin
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sharekit.admin.compare import compare
from sharekit.admin.drawing.links import link_page
from sharekit.admin.drawing.tables import Drawer, DrawnTable
from sharekit.admin.export import export
from sharekit.admin.parts.desk import describe_desk
from sharekit.admin.parts.not_counted import list_choices
from sharekit.admin.parts.now import describe_now, now_view
from sharekit.admin.parts.sections import describe, list_downloads
from sharekit.admin.period import USUAL, ChosenPeriod, warn
from sharekit.admin.privacy import privacy
from sharekit.admin.read_only import ReadOnlyAdmin
from sharekit.models import Article, Kind, Report
from sharekit.reports.figures.estimate import ASSUMPTION, Lack, estimate_private
from sharekit.reports.figures.groups.sums import GroupCounts, count_groups, format_group
from sharekit.reports.figures.summary import is_waiting
from sharekit.reports.tables.catalogue import (
    tabulate_articles,
    tabulate_estimate,
    tabulate_groups,
)
from sharekit.reports.words.estimate import format_lack

MOST_ARTICLES: Final = 10
MOST_GROUPS: Final = 10
_BY_KIND: Final = {
    Kind.SECTION: _("By section"),
    Kind.AUTHOR: _("By author"),
    Kind.TAG: _("By tag"),
}


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    """One page instead of a list, and the exports of its tables."""

    def __init__(self, model: type[Report], admin_site: AdminSite) -> None:
        super().__init__(model, admin_site)
        # A site's own index may include the card by a tag.
        if admin_site.index_template is None:
            admin_site.index_template = "admin/sharekit/index.html"

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses of the report; a single row has no page."""
        view = self.admin_site.admin_view
        return [
            path("", view(self.changelist_view), name="sharekit_report_changelist"),
            path(
                "export/<slug:table>.<slug:form>",
                view(self.export_view),
                name="sharekit_report_export",
            ),
            path(
                "compare/",
                view(self.compare_view),
                name="sharekit_report_compare",
            ),
            path(
                "now/",
                # Not marked as never cached: a 304 needs the browser's copy.
                view(partial(now_view, admin_site=self.admin_site), cacheable=True),
                name="sharekit_report_now",
            ),
            path(
                "privacy/",
                view(partial(privacy, admin_site=self.admin_site)),
                name="sharekit_report_privacy",
            ),
        ]

    def export_view(self, request: HttpRequest, table: str, form: str) -> HttpResponseBase:
        """Send a table."""
        self._check(request)
        return export(request, table=table, form=form)

    def compare_view(self, request: HttpRequest) -> HttpResponse:
        """Show two articles or groups side by side."""
        self._check(request)
        return compare(request, admin_site=self.admin_site)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the report on the period that the address chooses."""
        self._check(request)
        chosen = ChosenPeriod(request, usual=USUAL)
        warn(request, chosen)
        drawer = Drawer(self.admin_site.name, chosen.parameters)
        waiting = is_waiting()
        shown = {
            **describe(chosen, drawer),
            **_describe_estimate(chosen, drawer),
            "top": self._draw_top(chosen, drawer),
        }
        desk = describe_desk(
            chosen.period, request, site=self.admin_site.name, link=partial(self._link, chosen)
        )
        context = {
            **self.admin_site.each_context(request),
            **shown,
            **desk,
            **describe_now(request, self.admin_site),
            "not_counted": list_choices(request),
            "downloads": [
                *list_downloads(shown),
                {"label": _("Going up"), "exports": drawer.list_exports("rising")},
                {"label": _("Worth pushing"), "exports": drawer.list_exports("promising")},
            ],
            "opts": self.opts,
            "title": gettext("Report"),
            "nothing_shared": gettext("No shares in this period."),
            "is_waiting": waiting,
            "newest": _link_newest() if waiting else "",
            "groups": self._draw_groups(chosen, drawer),
            "list": f"{self._reverse('article_changelist')}?{urlencode(chosen.parameters)}",
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/sharekit/report.html", context)

    def _draw_top(self, chosen: ChosenPeriod, drawer: Drawer) -> DrawnTable:
        return drawer.draw(
            tabulate_articles(chosen.period, most=MOST_ARTICLES),
            _("Most shared"),
            link=lambda row: self._link(chosen, row["id"]),
        )

    def _link(self, chosen: ChosenPeriod, article: int) -> str:
        """Return the address of an article's page, over the same period."""
        return f"{self._reverse('article_change', article)}?{urlencode(chosen.parameters)}"

    def _draw_groups(self, chosen: ChosenPeriod, drawer: Drawer) -> list[dict[str, Any]]:
        """Return a table of the first groups of each kind, whose rows lead to their own reports,
        and the address that compares the first two.
        """
        groups = count_groups(chosen.period)
        of_kinds = {kind: [each for each in groups if each.kind == kind] for kind in Kind}

        def link(row: Mapping[str, Any]) -> str:
            return f"?{urlencode(chosen.parameters | {'group': format_group(row)})}"

        def compare_first(found: list[GroupCounts]) -> str:
            first = [("of", format_group(each.flatten())) for each in found[:2]]
            return self._reverse("report_compare") + f"?{urlencode([*first, *days])}"

        days = list(chosen.parameters.items())
        return [
            {
                "table": drawer.draw(
                    tabulate_groups(found[:MOST_GROUPS]), _BY_KIND[kind], link=link
                ),
                "compare": compare_first(found) if len(found) > 1 else "",
            }
            for kind, found in of_kinds.items()
            if found
        ]

    def _reverse(self, name: str, *parts: Any) -> str:
        site = self.admin_site.name
        return reverse(f"admin:sharekit_{name}", args=parts, current_app=site)

    def _check(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied


def _link_newest() -> str:
    newest = Article.objects.order_by("-pk").first()
    return (link_page(newest, newest.title) or newest.title) if newest else ""


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
