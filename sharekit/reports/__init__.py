"""Reports: turn counts into figures, tables and sentences for every door.

In: rows of counts, never raw events. Out: queries, figures and sentences. Called by the admin, the
API, the template tags and the commands.
"""

from sharekit.formats import format_number
from sharekit.reports.articles import (
    ACTS,
    CHANNEL_COUNTS,
    COUNTS,
    MOST_SHARED,
    ArticleCounts,
    count_articles,
    find_article,
    list_articles,
    rank_articles,
    sort_articles,
)
from sharekit.reports.bursts import Burst, find_burst, format_burst
from sharekit.reports.campaign_links import add_figures, format_brought
from sharekit.reports.chains import (
    FEWEST_COPIES,
    FEWEST_LINKS,
    Block,
    Chains,
    Generation,
    Node,
    get_chains,
    list_blocks,
)
from sharekit.reports.estimate import ASSUMPTION, Estimate, estimate_private
from sharekit.reports.figures import FEWEST, Ratios, compare
from sharekit.reports.objects import Object, count_objects, express_count, find_object
from sharekit.reports.pages import ORDERS, Page, list_page
from sharekit.reports.period import MOST_DAYS, PARAMETERS, Period, last_days, parse_period, today
from sharekit.reports.popular import Popular, count_article, list_popular
from sharekit.reports.report import CountedArticles, build, to_json
from sharekit.reports.rounding import STEP, round_down
from sharekit.reports.series import Series, get_series
from sharekit.reports.sheet import defuse, render_csv
from sharekit.reports.sources import Sign, Source, count_signs, count_sources
from sharekit.reports.summary import (
    ChannelCounts,
    Summary,
    count_channels,
    is_waiting,
    summarize,
    summarize_previous,
)
from sharekit.reports.table import render_table
from sharekit.reports.tables import Column, Table
from sharekit.reports.tabulate import (
    find_table,
    tabulate_acts,
    tabulate_articles,
    tabulate_blocks,
    tabulate_channels,
    tabulate_estimate,
    tabulate_figures,
    tabulate_generations,
    tabulate_signs,
    tabulate_sources,
    tabulate_views,
    tabulate_visits,
)
from sharekit.reports.words import (
    FIGURES,
    RATIOS,
    SOURCES,
    Figure,
    format_change,
    format_channels,
    format_days,
    format_figure,
    format_headline,
    format_period,
    name_app,
    name_channel,
    name_source,
)

__all__ = [
    "ACTS",
    "ASSUMPTION",
    "CHANNEL_COUNTS",
    "COUNTS",
    "FEWEST",
    "FEWEST_COPIES",
    "FEWEST_LINKS",
    "FIGURES",
    "MOST_DAYS",
    "MOST_SHARED",
    "ORDERS",
    "PARAMETERS",
    "RATIOS",
    "SOURCES",
    "STEP",
    "ArticleCounts",
    "Block",
    "Burst",
    "Chains",
    "ChannelCounts",
    "Column",
    "CountedArticles",
    "Estimate",
    "Figure",
    "Generation",
    "Node",
    "Object",
    "Page",
    "Period",
    "Popular",
    "Ratios",
    "Series",
    "Sign",
    "Source",
    "Summary",
    "Table",
    "add_figures",
    "build",
    "compare",
    "count_article",
    "count_articles",
    "count_channels",
    "count_objects",
    "count_signs",
    "count_sources",
    "defuse",
    "estimate_private",
    "express_count",
    "find_article",
    "find_burst",
    "find_object",
    "find_table",
    "format_brought",
    "format_burst",
    "format_change",
    "format_channels",
    "format_days",
    "format_figure",
    "format_headline",
    "format_number",
    "format_period",
    "get_chains",
    "get_series",
    "is_waiting",
    "last_days",
    "list_articles",
    "list_blocks",
    "list_page",
    "list_popular",
    "name_app",
    "name_channel",
    "name_source",
    "parse_period",
    "rank_articles",
    "render_csv",
    "render_table",
    "round_down",
    "sort_articles",
    "summarize",
    "summarize_previous",
    "tabulate_acts",
    "tabulate_articles",
    "tabulate_blocks",
    "tabulate_channels",
    "tabulate_estimate",
    "tabulate_figures",
    "tabulate_generations",
    "tabulate_signs",
    "tabulate_sources",
    "tabulate_views",
    "tabulate_visits",
    "to_json",
    "today",
]
