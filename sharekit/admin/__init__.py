"""The admin's pages: how articles travel, links of editors, and events that could not be counted.

Nothing that was counted is edited. The figures, sentences and words are made by reports.
`ShareCountsAdminMixin` adds figures to the admin of a site's own model.
"""

from sharekit.admin.articles import ArticleAdmin
from sharekit.admin.made import MadeLinkAdmin
from sharekit.admin.mixin import ShareCountsAdminMixin
from sharekit.admin.rejected import RejectedEventAdmin
from sharekit.admin.report import ReportAdmin

__all__ = [
    "ArticleAdmin",
    "MadeLinkAdmin",
    "RejectedEventAdmin",
    "ReportAdmin",
    "ShareCountsAdminMixin",
]
