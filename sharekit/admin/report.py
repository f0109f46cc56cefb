"""The report on all articles over a period."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from sharekit.admin.compare import compare
from sharekit.admin.drawing.links import link_page
from sharekit.admin.drawing.tables import Drawer
from sharekit.admin.export import export
from sharekit.admin.parts.desk import describe_desk
from sharekit.admin.parts.more import NAME as MORE
from sharekit.admin.parts.more import describe_more
from sharekit.admin.parts.not_counted import list_choices
from sharekit.admin.parts.now import describe_now, now_view
from sharekit.admin.parts.sections import Found, describe_first, find_figures
from sharekit.admin.period import USUAL, ChosenPeriod, warn
from sharekit.admin.privacy import privacy
from sharekit.admin.read_only import ReadOnlyAdmin
from sharekit.models import Article, Report
from sharekit.reports.figures.summary import is_waiting


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
            path("more/", view(self.more_view), name="sharekit_report_more"),
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

    def more_view(self, request: HttpRequest) -> HttpResponse:
        """Send the other figures, which the page shows once they are opened."""
        self._check(request)
        chosen = _choose(request)
        context = self._describe_more(chosen, find_figures(chosen.period))
        return TemplateResponse(request, "admin/sharekit/more.html", context)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the report on the period that the address chooses."""
        self._check(request)
        chosen = _choose(request)
        warn(request, chosen)
        waiting = is_waiting()
        found = find_figures(chosen.period)
        is_whole = MORE in request.GET
        desk = describe_desk(
            chosen.period,
            request,
            counted_up_to=found.status.counted_up_to,
            site=self.admin_site.name,
            link=partial(self._link, chosen),
        )
        whole = request.GET.copy()
        whole[MORE] = "1"
        context = {
            **self.admin_site.each_context(request),
            **(
                self._describe_more(chosen, found)
                if is_whole
                else describe_first(chosen, self._make_drawer(chosen), found)
            ),
            **desk,
            **describe_now(request, self.admin_site),
            "not_counted": list_choices(request),
            "opts": self.opts,
            "title": gettext("Report"),
            "is_waiting": waiting,
            "newest": _link_newest() if waiting else "",
            "is_whole": is_whole,
            "more": f"{self._reverse('report_more')}?{urlencode(chosen.parameters)}",
            "whole": f"?{whole.urlencode()}#sharekit-more",
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/sharekit/report.html", context)

    def _describe_more(self, chosen: ChosenPeriod, found: Found) -> dict[str, Any]:
        drawer = self._make_drawer(chosen)
        return describe_more(chosen, drawer, found, link=partial(self._link, chosen))

    def _make_drawer(self, chosen: ChosenPeriod) -> Drawer:
        return Drawer(self.admin_site.name, chosen.parameters)

    def _link(self, chosen: ChosenPeriod, article: int) -> str:
        """Return the address of an article's page, over the same period."""
        return f"{self._reverse('article_change', article)}?{urlencode(chosen.parameters)}"

    def _reverse(self, name: str, *parts: Any) -> str:
        site = self.admin_site.name
        return reverse(f"admin:sharekit_{name}", args=parts, current_app=site)

    def _check(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied


def _choose(request: HttpRequest) -> ChosenPeriod:
    chosen = ChosenPeriod(request, usual=USUAL)
    chosen.period = chosen.period.read_members()
    return chosen


def _link_newest() -> str:
    newest = Article.objects.order_by("-pk").first()
    return (link_page(newest, newest.title) or newest.title) if newest else ""
