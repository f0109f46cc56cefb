"""The report's tables, and their names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Any, Final

import msgspec
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sharekit.figures import FIGURES, IN_LISTS, IN_REPORT, OF_ARTICLES, OF_CHANNELS
from sharekit.models import Article
from sharekit.reports.figures.articles.ranking import MOST_SHARED, rank_articles
from sharekit.reports.figures.articles.sums import ArticleSums, count_articles
from sharekit.reports.figures.chains import Block, Chains, get_chains, list_blocks
from sharekit.reports.figures.comparison import Comparison, compare_periods
from sharekit.reports.figures.estimate import Estimate, Lack, estimate_private
from sharekit.reports.figures.groups.sums import GroupCounts, count_groups
from sharekit.reports.figures.notes import list_notes
from sharekit.reports.figures.series import get_series
from sharekit.reports.figures.sources import Sign, Source, count_signs, count_sources
from sharekit.reports.figures.summary import ChannelCounts, Summary, count_channels, summarize
from sharekit.reports.figures.tips.promising import list_promising
from sharekit.reports.figures.tips.rising import list_rising
from sharekit.reports.period.comparable import find_comparable
from sharekit.reports.period.days import Period
from sharekit.reports.tables.by_day import (
    tabulate_acts,
    tabulate_totals,
    tabulate_views,
    tabulate_visits,
)
from sharekit.reports.tables.desk import MOST, tabulate_promising, tabulate_rising
from sharekit.reports.tables.notes import tabulate_notes
from sharekit.reports.tables.sections import tabulate_section
from sharekit.reports.tables.table import Column, Table, build_column
from sharekit.reports.words.names import SOURCES, name_app, name_channel, name_source
from sharekit.reports.words.numbers import format_ratio


def find_table(
    name: str, period: Period, *, counted_up_to: datetime, article: Article | None = None
) -> Table | None:
    """Return a table over all articles, or over one; None if there is no table of that name."""
    if name == "figures":
        days = find_comparable(period, counted_up_to=counted_up_to)
        comparison = compare_periods(days, article=article)
        return tabulate_figures(summarize(period, article=article), comparison)
    if name == "rising" and article is None:
        return tabulate_rising(list_rising(period, now=counted_up_to, limit=MOST))
    find = (_OF_ONE if article else _OF_ALL).get(name)
    return find(period, article) if find else tabulate_section(name, period, article)


def tabulate_figures(summary: Summary, comparison: Comparison | None) -> Table:
    """Return a row for each figure: its value in the period, and both values that are compared.

    They are None without a comparison.
    """
    compared = list_figures(comparison.now) if comparison else {}
    before = list_figures(comparison.before) if comparison else {}
    return Table(
        "figures",
        (
            Column("figure", _("Figure"), str, is_text=True),
            Column("count", _("Count")),
            Column("compared", _("Compared")),
            Column("before", _("Before")),
        ),
        [
            {
                "figure": name,
                "count": figure,
                "compared": compared.get(name),
                "before": before.get(name),
            }
            for name, figure in list_figures(summary).items()
        ],
    )


def tabulate_channels(channels: Iterable[ChannelCounts]) -> Table:
    """Return a row for each channel."""
    return Table(
        "channels",
        (
            Column("channel", _("Channel"), name_channel, is_text=True),
            Column("is_private", _("Private"), _format_yes_or_no, is_text=True),
            *(build_column(name, is_shown=name in OF_CHANNELS) for name in ChannelCounts.COUNTS),
            _build_ratio("visits_per_share"),
        ),
        [each.flatten() for each in channels],
    )


def tabulate_groups(groups: Iterable[GroupCounts]) -> Table:
    """Return a row for each group, in the order of `count_groups`."""
    return Table(
        "groups",
        (
            Column("name", _("Group"), str, is_text=True),
            Column("kind", _("Kind"), str, is_text=True, is_shown=False),
            Column("articles", _("Articles")),
            *(build_column(name, is_shown=name in IN_LISTS) for name in GroupCounts.COUNTS),
            _build_ratio("visits_per_share"),
        ),
        [each.flatten() for each in groups],
    )


def tabulate_sources(sources: Iterable[Source]) -> Table:
    """Return a row for each source, in the order of `count_sources`."""
    return Table(
        "sources",
        (
            Column("source", _("Source"), name_source, is_text=True),
            Column("is_hinted", _("Evidence"), _format_layer, is_text=True),
            build_column("entries"),
            build_column("views"),
        ),
        [
            {**msgspec.structs.asdict(source), "is_hinted": _is_hinted(source.source)}
            for source in sources
        ],
    )


def tabulate_signs(signs: Iterable[Sign]) -> Table:
    """Return a row for each app."""
    columns = (Column("app", _("App"), name_app, is_text=True), Column("signs", _("Previews")))
    return Table("signs", columns, [msgspec.structs.asdict(sign) for sign in signs])


def tabulate_articles(
    period: Period, *, most: int | None = None, sums: ArticleSums | None = None
) -> Table:
    """Return a row for each of the `most` first articles, or for all; read when iterated.

    `sums` has the articles of the period if they were read before.
    """
    return Table(
        "articles",
        (
            Column("id", _("Number"), is_shown=False),
            Column("url", _("Address"), str, is_text=True, is_shown=False),
            Column("title", _("Article"), str, is_text=True),
            *(build_column(name, is_shown=name in IN_LISTS) for name in OF_ARTICLES),
        ),
        _list_articles(period, most, sums),
    )


def _list_articles(
    period: Period, most: int | None, sums: ArticleSums | None
) -> Iterator[dict[str, Any]]:
    """Yield id, url, title and figures of the first articles, or of all."""
    articles, by = Article.objects.all(), (*MOST_SHARED, "pk")
    if most is None or sums:
        rows = rank_articles(articles, period, by=by, also=OF_ARTICLES, sums=sums)
        for row in islice(rows, most):
            yield row | {"id": row["pk"]}
        return
    # To find the first articles, only the sort keys are summed for all of them.
    ranked = rank_articles(articles, period, by=by)
    first = [row["pk"] for row in islice(ranked, most)]
    counts = count_articles(Article.objects.filter(pk__in=first), period.of_any)
    # An article may have been deleted in between.
    yield from (counts[pk].flatten() for pk in first if pk in counts)


def tabulate_estimate(estimate: Estimate | Lack) -> Table:
    """Return one row, or no row if there is no estimate."""
    return Table(
        "estimate",
        [build_column(name) for name in Estimate.__struct_fields__],
        [msgspec.structs.asdict(estimate)] if isinstance(estimate, Estimate) else [],
    )


def tabulate_blocks(blocks: Iterable[Block]) -> Table:
    """Return a row for each block."""
    columns = (
        Column("block", _("Block"), str, is_text=True),
        build_column("copies"),
    )
    return Table("blocks", columns, [msgspec.structs.asdict(block) for block in blocks])


def tabulate_generations(chains: Chains | None) -> Table:
    """Return a row for each generation."""
    return Table(
        "generations",
        (
            Column("generation", _("Steps from the first share")),
            Column("links", _("Links")),
            build_column("clickbacks"),
        ),
        [msgspec.structs.asdict(row) for row in (chains.generations if chains else [])],
    )


def list_figures(summary: Summary) -> dict[str, float | None]:
    """Return the figures with which the report begins, by name; a ratio of too few acts is None."""
    values: dict[str, float | None] = {
        **summary.counts,
        **msgspec.structs.asdict(summary.ratios),
        "private_share": summary.private_share,
        "private_share_of_buttons": summary.private_share_of_buttons,
    }
    return {name: values[name] for name in IN_REPORT}


def _build_ratio(name: str) -> Column:
    """Return the column of a ratio, which is None if too few acts support it."""
    return Column(name, FIGURES[name].name, partial(format_ratio, name))


def _format_yes_or_no(is_so: bool) -> str:  # noqa: FBT001 - a cell's value
    return gettext("yes") if is_so else gettext("no")


def _is_hinted(source: str) -> bool:
    return source in SOURCES and SOURCES[source].is_hinted


def _format_layer(is_hinted: bool) -> str:  # noqa: FBT001 - a cell's value
    return gettext("hinted") if is_hinted else gettext("measured")


_Find = Callable[[Period, Any], Table]

_OF_BOTH: Final[dict[str, _Find]] = {
    "channels": lambda period, article: tabulate_channels(count_channels(period, article=article)),
    "sources": lambda period, article: tabulate_sources(count_sources(period, article=article)),
    "signs": lambda period, article: tabulate_signs(count_signs(period, article=article)),
    "totals-by-day": lambda period, article: tabulate_totals(get_series(period, article=article)),
    "shares-by-day": lambda period, article: tabulate_acts(get_series(period, article=article)),
    "visits-by-day": lambda period, article: tabulate_visits(get_series(period, article=article)),
    "notes": lambda period, article: tabulate_notes(list_notes(period, article=article)),
    "views-by-day": lambda period, article: tabulate_views(get_series(period, article=article)),
}
_OF_ALL: Final = _OF_BOTH | {
    "articles": lambda period, _article: tabulate_articles(period),
    "promising": lambda period, _article: tabulate_promising(list_promising(period, limit=MOST)),
    "groups": lambda period, _article: tabulate_groups(count_groups(period)),
    "estimate": lambda period, _article: tabulate_estimate(estimate_private(period)),
}
_OF_ONE: Final = _OF_BOTH | {
    "generations": lambda _period, article: tabulate_generations(get_chains(article)),
    "blocks": lambda period, article: tabulate_blocks(list_blocks(article, period)),
}
