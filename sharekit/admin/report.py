"""The report: how all articles travel, over a period."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext

from sharekit import reports
from sharekit.admin.period import ChosenPeriod, warn
from sharekit.admin.privacy import privacy
from sharekit.admin.read_only import ReadOnlyAdmin
from sharekit.models import Report


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    """One page where a list would be."""

    def get_urls(self) -> list[URLPattern]:
        """Add the page on privacy."""
        view = partial(privacy, admin_site=self.admin_site)
        page = path("privacy/", self.admin_site.admin_view(view), name="sharekit_report_privacy")
        return [page, *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the report of the period that the address chooses."""
        chosen = ChosenPeriod(request)
        warn(request, chosen)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "title": gettext("Report"),
            "status": reports.find_status(),
            "chosen": chosen,
            "summary": reports.summarize(chosen.period),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/sharekit/report.html", context)
