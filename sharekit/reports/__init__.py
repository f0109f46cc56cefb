"""Reports: what the counts say, for the admin, the API, the tags and the command line.

In: rows of counts, never raw events. Out: queries, figures and sentences. Called by doors.
"""

from sharekit.reports.articles import (
    ACTS,
    CHANNEL_COUNTS,
    COUNTS,
    MOST_PASSED_ON,
    ArticleCounts,
    count_articles,
    find_article,
    list_articles,
    sort_articles,
)
from sharekit.reports.chains import (
    FEWEST_COPIES,
    FEWEST_LINKS,
    Block,
    Chains,
    Generation,
    Node,
    find_blocks,
    find_chains,
)
from sharekit.reports.estimate import ASSUMPTION, Estimate, estimate_dark
from sharekit.reports.figures import FEWEST, Ratios, compare
from sharekit.reports.objects import Object, count_objects, express_count, find_object
from sharekit.reports.operations import (
    Operations,
    Shard,
    find_operations,
    write_operations,
    write_operations_json,
)
from sharekit.reports.pages import ORDERS, Page, list_page
from sharekit.reports.period import MOST_DAYS, PARAMETERS, Period, last_days, read_period, today
from sharekit.reports.popular import Popular, count_article, list_popular
from sharekit.reports.privacy import Privacy, describe_privacy, write_privacy
from sharekit.reports.pulse import feel_pulse
from sharekit.reports.report import Report, build, write_json
from sharekit.reports.series import Series, find_series
from sharekit.reports.sheet import defuse, write_sheet
from sharekit.reports.sources import Sign, Source, find_signs, find_sources
from sharekit.reports.status import COMMAND, Status, find_status
from sharekit.reports.summary import Summary, Way, find_ways, summarize
from sharekit.reports.table import write_table
from sharekit.reports.words import (
    FIGURES,
    RATIOS,
    SOURCES,
    Figure,
    name_app,
    name_source,
    name_way,
    write_headline,
    write_number,
    write_ways,
)

__all__ = [
    "ACTS",
    "ASSUMPTION",
    "CHANNEL_COUNTS",
    "COMMAND",
    "COUNTS",
    "FEWEST",
    "FEWEST_COPIES",
    "FEWEST_LINKS",
    "FIGURES",
    "MOST_DAYS",
    "MOST_PASSED_ON",
    "ORDERS",
    "PARAMETERS",
    "RATIOS",
    "SOURCES",
    "ArticleCounts",
    "Block",
    "Chains",
    "Estimate",
    "Figure",
    "Generation",
    "Node",
    "Object",
    "Operations",
    "Page",
    "Period",
    "Popular",
    "Privacy",
    "Ratios",
    "Report",
    "Series",
    "Shard",
    "Sign",
    "Source",
    "Status",
    "Summary",
    "Way",
    "build",
    "compare",
    "count_article",
    "count_articles",
    "count_objects",
    "defuse",
    "describe_privacy",
    "estimate_dark",
    "express_count",
    "feel_pulse",
    "find_article",
    "find_blocks",
    "find_chains",
    "find_object",
    "find_operations",
    "find_series",
    "find_signs",
    "find_sources",
    "find_status",
    "find_ways",
    "last_days",
    "list_articles",
    "list_page",
    "list_popular",
    "name_app",
    "name_source",
    "name_way",
    "read_period",
    "sort_articles",
    "summarize",
    "today",
    "write_headline",
    "write_json",
    "write_number",
    "write_operations",
    "write_operations_json",
    "write_privacy",
    "write_sheet",
    "write_table",
    "write_ways",
]
