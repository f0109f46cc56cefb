"""Reports: what the counts say, for the admin, the API, the tags and the command line.

In: rows of counts, never raw events. Out: queries, figures and sentences. Called by doors.
"""

from sharekit.reports.articles import (
    CHANNEL_COUNTS,
    COUNTS,
    ArticleCounts,
    Period,
    annotate,
    find_channels,
    list_articles,
)
from sharekit.reports.report import Report, build
from sharekit.reports.status import Status, find_status

__all__ = [
    "CHANNEL_COUNTS",
    "COUNTS",
    "ArticleCounts",
    "Period",
    "Report",
    "Status",
    "annotate",
    "build",
    "find_channels",
    "find_status",
    "list_articles",
]
