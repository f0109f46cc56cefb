"""The editors' desk of the test site, as a site has it: with habits of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from sharekit.admin import ShareCountsAdminMixin
from tests.support.newspaper.models import Interview, Podcast, Story, Term

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin


@admin.register(Story)
class StoryAdmin(ShareCountsAdminMixin, ModelAdmin):
    """Has a queryset, an order, a template and cells to edit of its own."""

    share_counts = ("acts", "clickbacks", "views")
    list_display = ("slug", "title")
    list_editable = ("title",)
    ordering = ("slug",)
    search_fields = ("title",)
    change_form_template = "newspaper/change_form.html"

    class Media:
        js = ("newspaper/editor.js",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Story]:
        """Leave out what was withdrawn."""
        return super().get_queryset(request).exclude(slug="withdrawn")


@admin.register(Interview, Podcast, Term)
class PlainAdmin(ShareCountsAdminMixin, ModelAdmin):
    """Has nothing of its own."""
