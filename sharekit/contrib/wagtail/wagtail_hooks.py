"""Wagtail hooks: addresses, panels, an item in the Reports menu, and the permission."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.pages.edit import EditView

from sharekit.contrib.wagtail.panels import HomePanel, add_side_panel
from sharekit.contrib.wagtail.report import ShareReportView
from sharekit.models import MAY_SEE

add_side_panel(EditView)


class ReportMenuItem(MenuItem):  # type: ignore[misc] # Wagtail ships no types
    """Visible to users who may see figures."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the user may see figures."""
        return request.user.has_perm(MAY_SEE)


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def register_addresses() -> list[URLPattern]:
    """Return the report's addresses."""
    return [
        path("reports/sharing/", ShareReportView.as_view(), name="sharekit_report"),
        path(
            "reports/sharing/results/",
            ShareReportView.as_view(results_only=True),
            name="sharekit_report_results",
        ),
    ]


@hooks.register("construct_homepage_panels")  # type: ignore[untyped-decorator]
def add_home_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Add the panel for users who may see figures."""
    if request.user.has_perm(MAY_SEE):
        panels.append(HomePanel())


@hooks.register("register_reports_menu_item")  # type: ignore[untyped-decorator]
def register_menu_item() -> ReportMenuItem:
    """Return the menu item that leads to the report."""
    return ReportMenuItem(
        _("Sharing"), reverse("sharekit_report"), name="sharing", icon_name="link", order=600
    )


@hooks.register("register_permissions")  # type: ignore[untyped-decorator]
def register_permission() -> QuerySet[Permission]:
    """Return the permission to see figures, so that it can be given to groups."""
    app_label, _dot, codename = MAY_SEE.partition(".")
    return Permission.objects.filter(content_type__app_label=app_label, codename=codename)
