"""The admin's pages: how articles travel, and events that could not be counted. Nothing is edited.

The figures, sentences and words are made by reports. `ShareCountsAdminMixin` adds figures to the
admin of a site's own model.
"""

from sharekit.admin.articles import ArticleAdmin
from sharekit.admin.mixin import ShareCountsAdminMixin
from sharekit.admin.rejected import RejectedEventAdmin
from sharekit.admin.report import ReportAdmin

__all__ = ["ArticleAdmin", "RejectedEventAdmin", "ReportAdmin", "ShareCountsAdminMixin"]
