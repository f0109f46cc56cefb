"""The editors' desk."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.contrib import admin
from django.http import HttpRequest

from demo_site.magazine.models import Story
from sharekit.admin import ShareCountsAdminMixin

if TYPE_CHECKING:
    StoryModelAdmin = admin.ModelAdmin[Story]
else:
    StoryModelAdmin = admin.ModelAdmin  # generic in the stubs alone


@admin.register(Story)
class StoryAdmin(ShareCountsAdminMixin, StoryModelAdmin):
    """Lists stories, newest first, with what was passed on of them, and edits them."""

    list_display = ("title", "section", "author_name", "published")
    list_filter = ("section",)
    search_fields = ("title", "standfirst", "body", "author_name")
    date_hierarchy = "published"

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Story | None = None
    ) -> dict[str, Sequence[str]]:
        """Return the slug for new stories alone: an address that is known must not change."""
        return {} if obj else {"slug": ["title"]}
