"""The sections that the report and the page of an article share, for their templates."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from sharekit.admin.drawing import colours
from sharekit.admin.drawing.cards import draw_cards
from sharekit.admin.drawing.charts import draw_charts
from sharekit.admin.drawing.tables import Drawer
from sharekit.admin.drawing.tree import draw_tree
from sharekit.admin.notes import describe_notes
from sharekit.admin.period import ChosenPeriod
from sharekit.extensions import SECTIONS
from sharekit.formats import format_number
from sharekit.models import Article
from sharekit.reports.figures.chains import FEWEST_LINKS, Chains, get_chains
from sharekit.reports.figures.comparison import Comparison, compare_periods
from sharekit.reports.figures.ratios import FEWEST
from sharekit.reports.figures.series import Series, get_series
from sharekit.reports.figures.sources import count_signs, count_sources
from sharekit.reports.figures.summary import Summary, summarize
from sharekit.reports.period.comparable import find_comparable
from sharekit.reports.period.days import Period
from sharekit.reports.tables.catalogue import (
    tabulate_acts,
    tabulate_channels,
    tabulate_figures,
    tabulate_generations,
    tabulate_signs,
    tabulate_sources,
    tabulate_views,
    tabulate_visits,
)
from sharekit.reports.tables.sections import tabulate_section
from sharekit.reports.words.comparison import format_comparison
from sharekit.reports.words.headline import format_headline
from sharekit.reports.words.names import SOURCES
from sharekit.reports.words.numbers import format_change, format_figure
from sharekit.reports.words.periods import format_days, format_period
from sharekit.status.status import get_status


def describe(
    chosen: ChosenPeriod, drawer: Drawer, *, article: Article | None = None
) -> dict[str, Any]:
    """Return the figures, series, channels, sources and previews of all articles, or of one."""
    period = chosen.period
    # Read first, because later counts can only add to the figures.
    status = get_status()
    summary = summarize(period, article=article)
    compared = find_comparable(period, counted_up_to=status.counted_up_to)
    comparison = compare_periods(compared, article=article)
    figures = tabulate_figures(summary, comparison)
    return {
        "status": status,
        "chosen": chosen,
        "headline": format_headline(summary, when=format_period(period)),
        "days": format_days(period),
        "compared": format_comparison(period, compared, comparison),
        "is_empty": not any(summary.counts.values()),
        "cards": draw_cards(figures, is_compared=comparison is not None),
        "private": describe_private_share(summary, comparison),
        "fewest": FEWEST,
        "exports_of_figures": drawer.list_exports(figures.name),
        **_describe_days(get_series(period, article=article), drawer, summary),
        **describe_notes(chosen, drawer, article=article),
        "channels": drawer.draw(tabulate_channels(summary.channels), _("By channel")),
        "sources": drawer.draw(
            tabulate_sources(count_sources(period, article=article)),
            _("Where visits came from"),
        ),
        "meanings_of_sources": SOURCES.values(),
        "signs": drawer.draw(tabulate_signs(count_signs(period, article=article)), _("Previews")),
        "sections": _draw_optional(period, drawer, article),
    }


def _describe_days(series: Series, drawer: Drawer, summary: Summary) -> dict[str, Any]:
    weights = {
        each.channel: sum(each.counts[name] for name in ("shares", "copies", "clickbacks"))
        for each in summary.channels
    }
    charts, numbers = draw_charts(
        drawer,
        {
            _("Shares and copies"): tabulate_acts(series),
            _("Visits from shares"): tabulate_visits(series),
            _("Page views"): tabulate_views(series),
        },
        own=colours.choose(weights) | colours.choose(dict.fromkeys(("views", "entries"), 1)),
    )
    return {"charts": charts, "numbers": numbers}


RADIUM_ONE: Final = 0.84
"""The private share that RadiumOne found in 2016; see docs/reports.md."""


def describe_private_share(summary: Summary, comparison: Comparison | None) -> list[dict[str, Any]]:
    """Return the private share and the one that RadiumOne found as bars; none without a figure."""
    if summary.private_share is None:
        return []
    names = {"private_share": _("Here"), "private_share_of_buttons": _("Here, without copies")}
    parts: dict[Any, tuple[float | None, str]] = {
        label: (getattr(summary, name), _format_change(name, comparison))
        for name, label in names.items()
    }
    parts[_("RadiumOne, 2016")] = (RADIUM_ONE, "")
    return [
        {
            "name": name,
            "share": format_figure("private_share", part),
            "change": change,
            # Formatted here, because the template would use the reader's decimal separator.
            "width": f"{100 * part:.1f}",
        }
        for name, (part, change) in parts.items()
        if part is not None
    ]


def _format_change(name: str, comparison: Comparison | None) -> str:
    """Return how a private share changed, "" if there was none before."""
    if comparison is None or getattr(comparison.before, name) is None:
        return ""
    return format_change(name, getattr(comparison.now, name), getattr(comparison.before, name))


def describe_chains(article: Article, drawer: Drawer) -> dict[str, Any]:
    """Return an article's chains as sentences, tree and table; None below FEWEST_LINKS links."""
    chains = get_chains(article)
    if chains is None:
        return {"chains": None, "fewest_links": FEWEST_LINKS}
    return {
        "chains": chains,
        "chains_sentence": _describe_size(chains),
        "tree": draw_tree(chains),
        "generations": drawer.draw(tabulate_generations(chains), _("Links and visits by step")),
    }


def _draw_optional(period: Period, drawer: Drawer, article: Article | None) -> list[dict[str, Any]]:
    """Return the sections of optional apps, each with its name and drawn table."""
    tables = {name: tabulate_section(name, period, article) for name in SECTIONS}
    return [
        {
            "name": name,
            "meaning": SECTIONS[name].meaning,
            "table": drawer.draw(table, SECTIONS[name].heading),
        }
        for name, table in tables.items()
        if table
    ]


def _describe_size(chains: Chains) -> str:
    deepest = chains.generations[-1].generation
    sentences = [
        # There are never fewer than FEWEST_LINKS links.
        ngettext(
            "%(links)s links form %(count)s chain.",
            "%(links)s links form %(count)s chains.",
            chains.chains,
        )
        % {
            "links": format_number(chains.links),
            "count": format_number(chains.chains),
        },
    ]
    if deepest:
        sentences += [
            ngettext(
                "The longest chain has %(count)s link.",
                "The longest chain has %(count)s links.",
                chains.size,
            )
            % {"count": format_number(chains.size)},
            ngettext(
                "The farthest link is %(count)s step from its first share.",
                "The farthest link is %(count)s steps from its first share.",
                deepest,
            )
            % {"count": deepest},
        ]
    else:
        sentences.append(gettext("No link has been reshared yet."))
    if len(chains.longest) < chains.size:
        drawn = {"count": format_number(len(chains.longest))}
        sentences.append(gettext("Only its first %(count)s links are drawn.") % drawn)
    if chains.is_cut:
        sentences.append(gettext("Older links of this article are left out."))
    sentences.append(gettext("Chains cover all days for which links are kept."))
    return " ".join(sentences)
