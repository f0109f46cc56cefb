"""What all our pages in the admin share: they begin with the status, and nobody writes there."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst

from sharekit import reports


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # not subscriptable when it runs
    """Lists that begin with the status, and that nobody writes."""

    class Media:
        css: Final = {"all": ("sharekit/admin.css",)}

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return False: rows come from readers."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return False: what was counted stays as it was counted."""
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the list below the status."""
        context = {
            "status": reports.find_status(),
            "title": capfirst(self.opts.verbose_name_plural),
            **(extra_context or {}),
        }
        return super().changelist_view(request, context)
