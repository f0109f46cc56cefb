"""The events that could not be counted."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from sharekit.admin.read_only import ReadOnlyAdmin
from sharekit.models import RejectedEvent


@admin.register(RejectedEvent)
class RejectedEventAdmin(ReadOnlyAdmin):
    """Events that the database refused. Deleting them makes the status healthy again."""

    list_display = ("at", "reason")
    list_display_links = None
    ordering = ("-at",)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return False for the page of one event: the list shows everything, and no tokens."""
        return obj is None and super().has_view_permission(request)

    @admin.display(description=_("error"))
    def reason(self, event: RejectedEvent) -> str:
        """Return the first line of the error; later lines may quote the row with its token."""
        return event.error.partition("\n")[0]
