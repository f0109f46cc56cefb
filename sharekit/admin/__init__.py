"""The admin's pages: articles and their figures, campaign links, and events that were not counted.

Counts cannot be edited. Reports provide the figures and sentences. `ShareCountsAdminMixin` adds
figures to the admin of a site's own model.
"""

from django.apps import apps

# Wagtail's report uses these pages' parts, also in a project without the admin.
if apps.is_installed("django.contrib.admin"):
    from sharekit.admin.articles import ArticleAdmin
    from sharekit.admin.campaign_links.admin import CampaignLinkAdmin
    from sharekit.admin.mixin import ShareCountsAdminMixin
    from sharekit.admin.notes import NoteAdmin
    from sharekit.admin.rejected import RejectedEventAdmin
    from sharekit.admin.report import ReportAdmin
    from sharekit.admin.shared.admin import SharedReportAdmin

__all__ = [
    "ArticleAdmin",
    "CampaignLinkAdmin",
    "NoteAdmin",
    "RejectedEventAdmin",
    "ReportAdmin",
    "ShareCountsAdminMixin",
    "SharedReportAdmin",
]
