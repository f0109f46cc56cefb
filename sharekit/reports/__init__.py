"""Reports: what the counts say, for the admin, the API, the tags and the command line.

In: rows of counts, never raw events. Out: queries, figures and sentences. Called by doors.
"""

from sharekit.reports.articles import (
    CHANNEL_COUNTS,
    COUNTS,
    MOST_PASSED_ON,
    ArticleCounts,
    count_articles,
    list_articles,
    sort_articles,
)
from sharekit.reports.operations import (
    Operations,
    Shard,
    find_operations,
    write_operations,
    write_operations_json,
)
from sharekit.reports.period import PARAMETERS, Period, last_days, read_period
from sharekit.reports.pulse import feel_pulse
from sharekit.reports.report import Report, build, write_json
from sharekit.reports.sheet import write_sheet
from sharekit.reports.status import COMMAND, Status, find_status
from sharekit.reports.table import write_table
from sharekit.reports.words import FIGURES, Figure, name_way, write_number, write_ways

__all__ = [
    "CHANNEL_COUNTS",
    "COMMAND",
    "COUNTS",
    "FIGURES",
    "MOST_PASSED_ON",
    "PARAMETERS",
    "ArticleCounts",
    "Figure",
    "Operations",
    "Period",
    "Report",
    "Shard",
    "Status",
    "build",
    "count_articles",
    "feel_pulse",
    "find_operations",
    "find_status",
    "last_days",
    "list_articles",
    "name_way",
    "read_period",
    "sort_articles",
    "write_json",
    "write_number",
    "write_operations",
    "write_operations_json",
    "write_sheet",
    "write_table",
    "write_ways",
]
