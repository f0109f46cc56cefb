"""Reports: what the counts say, for the admin, the API, the tags and the command line.

In: rows of counts, never raw events. Out: queries, figures and sentences. Called by doors.
"""

from sharekit.reports.addresses import find_unknown_addresses
from sharekit.reports.articles import (
    ACTS,
    CHANNEL_COUNTS,
    COUNTS,
    MOST_PASSED_ON,
    ArticleCounts,
    count_articles,
    find_article,
    list_articles,
    rank_articles,
    sort_articles,
)
from sharekit.reports.bursts import Burst, find_burst, write_burst
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
from sharekit.reports.made import add_figures, write_brought
from sharekit.reports.notices import find_notices
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
from sharekit.reports.rounding import STEP, round_down
from sharekit.reports.series import Series, find_series
from sharekit.reports.sheet import defuse, write_sheet
from sharekit.reports.sources import Sign, Source, find_signs, find_sources
from sharekit.reports.status import COMMAND, Status, find_status
from sharekit.reports.summary import (
    Summary,
    Way,
    find_before,
    find_ways,
    is_waiting,
    summarize,
)
from sharekit.reports.table import write_table
from sharekit.reports.tables import Column, Table
from sharekit.reports.tabulate import (
    find_table,
    tabulate_acts,
    tabulate_articles,
    tabulate_blocks,
    tabulate_estimate,
    tabulate_figures,
    tabulate_generations,
    tabulate_readings,
    tabulate_signs,
    tabulate_sources,
    tabulate_visits,
    tabulate_ways,
)
from sharekit.reports.words import (
    FIGURES,
    RATIOS,
    SOURCES,
    Figure,
    name_app,
    name_source,
    name_way,
    write_change,
    write_days,
    write_figure,
    write_headline,
    write_number,
    write_period,
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
    "STEP",
    "ArticleCounts",
    "Block",
    "Burst",
    "Chains",
    "Column",
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
    "Table",
    "Way",
    "add_figures",
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
    "find_before",
    "find_blocks",
    "find_burst",
    "find_chains",
    "find_notices",
    "find_object",
    "find_operations",
    "find_series",
    "find_signs",
    "find_sources",
    "find_status",
    "find_table",
    "find_unknown_addresses",
    "find_ways",
    "is_waiting",
    "last_days",
    "list_articles",
    "list_page",
    "list_popular",
    "name_app",
    "name_source",
    "name_way",
    "rank_articles",
    "read_period",
    "round_down",
    "sort_articles",
    "summarize",
    "tabulate_acts",
    "tabulate_articles",
    "tabulate_blocks",
    "tabulate_estimate",
    "tabulate_figures",
    "tabulate_generations",
    "tabulate_readings",
    "tabulate_signs",
    "tabulate_sources",
    "tabulate_visits",
    "tabulate_ways",
    "today",
    "write_brought",
    "write_burst",
    "write_change",
    "write_days",
    "write_figure",
    "write_headline",
    "write_json",
    "write_number",
    "write_operations",
    "write_operations_json",
    "write_period",
    "write_privacy",
    "write_sheet",
    "write_table",
    "write_ways",
]
