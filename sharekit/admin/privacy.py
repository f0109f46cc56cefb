"""What is stored about readers: a page for editors, and a text for the records."""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext

from sharekit.admin.read_only import ReadOnlyAdmin
from sharekit.models import MAY_SEE, Report
from sharekit.privacy.page import describe_privacy, explain_missing, render_privacy


def privacy(request: HttpRequest, admin_site: AdminSite) -> HttpResponse:
    """Show what is stored, why, and for how long; with ?format=md as a file."""
    if not request.user.has_perm(MAY_SEE):
        raise PermissionDenied
    described = describe_privacy()
    if request.GET.get("format") == "md":
        return HttpResponse(
            render_privacy(described),
            content_type="text/markdown; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="sharekit-privacy.md"'},
        )
    context = {
        **admin_site.each_context(request),
        "opts": Report._meta,
        "media": ReadOnlyAdmin(Report, admin_site).media,
        "title": gettext("Privacy"),
        "privacy": described,
        "missing": [explain_missing(name) for name in described.missing],
    }
    return TemplateResponse(request, "admin/sharekit/privacy.html", context)
