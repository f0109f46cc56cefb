"""Figures where editors are: a panel on Wagtail's home page, a side panel in the page editor."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.views.pages.edit import EditView

from sharekit.articles import identity
from sharekit.models import MAY_SEE
from sharekit.reports.words.glances import describe_object, glance


class HomePanel(Component):  # type: ignore[misc] # Wagtail ships no types
    """The last week and the last minutes in a few words."""

    template_name = "sharekit_wagtail/home_panel.html"
    name = "sharekit"
    order = 150

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Return the sentences, and where the report is."""
        return {"sentences": glance(), "report": reverse("sharekit_report")}


class PageSidePanel(BaseSidePanel):  # type: ignore[misc]
    """The figures of the page that is edited."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):  # type: ignore[misc]
        """The button that opens it."""

        aria_label = _("Toggle sharing")
        icon_name = "link"
        has_counter = False

    name = "sharing"
    title = _("Sharing")
    template_name = "sharekit_wagtail/side_panel.html"
    order = 500

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Return the figures, and the addresses of both reports."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        figures = describe_object(identity.get(self.object))
        found = figures.article and find_in_django(self.request, "article_change", figures.article)
        return {
            **context,
            "figures": figures,
            "report": reverse("sharekit_report"),
            "article": found,
        }


def add_side_panel(view: type[EditView]) -> None:
    """Add the side panel to Wagtail's editor of pages, which has no hook for it."""
    get_own = view.get_side_panels

    @wraps(get_own)
    def get_side_panels(self: Any) -> Any:
        panels = get_own(self)
        # Saving in the background asks for fewer panels, in JSON (Wagtail 8).
        is_page = not getattr(self, "expects_json_response", False)
        if is_page and self.request.user.has_perm(MAY_SEE):
            panels.append(PageSidePanel(self.page, self.request))
        return panels

    view.get_side_panels = get_side_panels


def find_in_django(request: HttpRequest, name: str, *parts: Any) -> str:
    """Return the address of a page in Django's admin, "" if the user or the site has none."""
    if not request.user.is_staff:
        return ""
    try:
        return reverse(f"admin:sharekit_{name}", args=parts)
    except NoReverseMatch:
        # A project may have no admin of Django's.
        return ""
