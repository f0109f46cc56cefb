"""The admin's pages: how articles travel, and events that could not be counted. Nothing is edited.

The figures, sentences and words are made by reports.
"""

from sharekit.admin.articles import ArticleAdmin
from sharekit.admin.rejected import RejectedEventAdmin
from sharekit.admin.report import ReportAdmin

__all__ = ["ArticleAdmin", "RejectedEventAdmin", "ReportAdmin"]
