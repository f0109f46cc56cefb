"""What all our pages in the admin share: they begin with the status, and nobody writes there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst

from sharekit import reports


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # not subscriptable when it runs
    """Lists that begin with the status, and that nobody writes."""

    lookups: Sequence[str] = ()
    """What the list's address may filter by: what its filters offer, and nothing else.

    Django allows every column, every annotation, and whether a row behind a relation exists: enough
    to find out, question by question, what no page shows.
    """

    class Media:
        css: Final = {"all": ("sharekit/admin.css",)}

    def lookup_allowed(self, lookup: str, value: object, request: object = None) -> bool:
        """Tell whether one of the list's filters asks for it."""
        return lookup in self.lookups

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
