"""The common parts of the admin pages: they begin with the status, and cannot be edited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst

from sharekit.models import MAY_SEE
from sharekit.status.status import get_status


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # not subscriptable when it runs
    """Lists that begin with the status and cannot be edited."""

    lookups: Sequence[str] = ()
    """The lookups that the list's address may use: those of its filters, and no others.

    Django allows every column, every annotation and the existence of related rows, which would be
    enough to find out, request by request, what no page shows.
    """

    class Media:
        css: Final = {"all": ("sharekit/admin/base.css",)}

    def lookup_allowed(self, lookup: str, value: object, request: object = None) -> bool:
        """Return whether the lookup belongs to one of the list's filters."""
        return lookup in self.lookups

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return False: rows come from readers."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return False: counts cannot be changed."""
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the list below the status."""
        context = {
            "status": get_status(),
            "title": capfirst(self.opts.verbose_name_plural),
            **(extra_context or {}),
        }
        return super().changelist_view(request, context)


class FiguresAdmin(ReadOnlyAdmin):
    """Lists for everybody who may see figures."""

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return whether the user may see figures."""
        return request.user.has_perm(MAY_SEE)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Return whether the user may see figures."""
        return request.user.has_perm(MAY_SEE)
