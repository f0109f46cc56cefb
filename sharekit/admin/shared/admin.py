"""The links to shared reports in the admin: created, listed, and revoked by deleting them."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any, Final

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sharekit import sites
from sharekit.admin.read_only import FiguresAdmin
from sharekit.admin.shared.page import hash_secret
from sharekit.conf import settings
from sharekit.models import MAY_SEE, MAY_SHARE, SharedReport
from sharekit.reports.figures.articles.lookup import list_sites
from sharekit.reports.words.periods import format_last_days

DAYS: Final = (7, 30, 90, 365)
USUAL: Final = 30
"""The days of a report, and the days for which a link works, by default."""
SECRET_BYTES: Final = 32


class SharedReportForm(forms.ModelForm):  # type: ignore[type-arg] # not subscriptable when it runs
    """The form for a new link."""

    name = forms.CharField(
        label=_("Name"),
        max_length=100,
        widget=AdminTextInputWidget,
        help_text=_("The readers of the link, such as “Advisory board”. The page begins with it."),
    )
    days = forms.TypedChoiceField(
        label=_("Period"),
        coerce=int,
        choices=lambda: [(days, format_last_days(days)) for days in DAYS],
        initial=USUAL,
        help_text=_("The report always shows the days up to the day on which it is opened."),
    )
    site = forms.ChoiceField(
        label=_("Site"),
        required=False,
        choices=lambda: [("", gettext("All sites")), *((site, site) for site in list_sites())],
    )
    valid = forms.TypedChoiceField(
        label=_("The link works for"),
        coerce=int,
        choices=lambda: [(days, gettext("%(days)s days") % {"days": days}) for days in DAYS],
        initial=USUAL,
    )

    class Meta:
        model = SharedReport
        fields = ("name", "days", "site")


@admin.register(SharedReport)
class SharedReportAdmin(FiguresAdmin):
    """The links; a secret is shown once, when it is created."""

    form = SharedReportForm
    list_display = ("name", "site", "days", "created", "expires", "works")
    ordering = ("-created", "-pk")
    exclude = ("digest",)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the fields of the form, or those of a link that exists."""
        if obj is not None:
            return [(None, {"fields": self.list_display[:-1]})]
        notes = _(
            "The report contains the notes on the chart: everybody with the link reads them, with "
            "the titles of their articles."
        )
        return [(None, {"fields": ("name", "days", "site", "valid"), "description": notes})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return every field of a link that exists."""
        return () if obj is None else self.list_display[:-1]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return whether the user may share reports."""
        return may_share(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return whether the user may share reports, or revoke them."""
        return may_share(request) or self.has_delete_permission(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Return whether the user may do anything here."""
        return self.has_view_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return whether the user may revoke links."""
        is_allowed = super().has_delete_permission(request, obj)
        return is_allowed and request.user.has_perm(MAY_SEE)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show the form with one button, because the page after it shows the link."""
        buttons = {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().add_view(request, form_url, {**(extra_context or {}), **buttons})

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        """Create the link with a secret of its own, of which only the hash is stored."""
        # An attribute for `response_add`, no field.
        obj.secret = secrets.token_urlsafe(SECRET_BYTES)
        obj.digest = hash_secret(obj.secret)
        obj.expires = timezone.now() + timedelta(days=form.cleaned_data["valid"])
        super().save_model(request, obj, form, change)

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Show the link: no message and no session ever holds the secret."""
        page = _find_origin(request, obj.site) + reverse("sharekit:shared")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "title": obj.name,
            "above": reverse(
                "admin:sharekit_sharedreport_changelist", current_app=self.admin_site.name
            ),
            "above_name": self.opts.verbose_name_plural,
            "address": f"{page}#{obj.secret}",
            "report": obj,
        }
        response = TemplateResponse(request, "admin/sharekit/sharedreport/created.html", context)
        response["Cache-Control"] = "private, no-store"
        return response

    @admin.display(description=_("works"), boolean=True)
    def works(self, report: SharedReport) -> bool:
        """Return whether the link has not expired."""
        return report.expires > timezone.now()


def may_share(request: HttpRequest) -> bool:
    """Return whether the user may see figures and give them to others."""
    return request.user.has_perms((MAY_SEE, MAY_SHARE))


def _find_origin(request: HttpRequest, site: str) -> str:
    """Return the public origin of a report's site, that of the admin if the settings name none."""
    origin = sites.find_origin(request, site=site if settings.sites else "")
    return origin or f"{request.scheme}://{request.get_host()}"
