"""The editors' admin."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.contrib import admin
from django.http import HttpRequest

from demo_site.magazine.models import Story
from sharekit.admin import ShareCountsAdminMixin

if TYPE_CHECKING:
    StoryModelAdmin = admin.ModelAdmin[Story]
else:
    StoryModelAdmin = admin.ModelAdmin  # generic only in the stubs


@admin.register(Story)
class StoryAdmin(ShareCountsAdminMixin, StoryModelAdmin):
    """Lists stories, newest first, with their share counts, and edits them."""

    list_display = ("title", "section", "author_name", "published")
    list_filter = ("section",)
    search_fields = ("title", "standfirst", "body", "author_name")
    date_hierarchy = "published"

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Story | None = None
    ) -> dict[str, Sequence[str]]:
        """Return the slug only for new stories, because a known address must not change."""
        return {} if obj else {"slug": ["title"]}
