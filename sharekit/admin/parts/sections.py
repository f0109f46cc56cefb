"""The sections that the report and the page of an article share, for their templates."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sharekit.admin.drawing.cards import draw_cards
from sharekit.admin.drawing.charts import count_over, draw_channels, draw_chart, number_days
from sharekit.admin.drawing.tables import Drawer, DrawnTable
from sharekit.admin.parts.notes import describe_notes
from sharekit.admin.period import ChosenPeriod
from sharekit.exceptions import AppFailed
from sharekit.extensions import SECTIONS
from sharekit.figures import FIRST, IN_REPORT
from sharekit.models import Article
from sharekit.reports.figures.comparison import Comparison, compare_periods
from sharekit.reports.figures.ratios import FEWEST
from sharekit.reports.figures.series import Series, get_series
from sharekit.reports.figures.sources import count_signs, count_sources
from sharekit.reports.figures.summary import Summary, summarize
from sharekit.reports.period.comparable import find_comparable
from sharekit.reports.period.days import Period
from sharekit.reports.tables.by_day import (
    tabulate_acts,
    tabulate_totals,
    tabulate_views,
    tabulate_visits,
)
from sharekit.reports.tables.catalogue import (
    tabulate_channels,
    tabulate_figures,
    tabulate_signs,
    tabulate_sources,
)
from sharekit.reports.tables.sections import read_section
from sharekit.reports.words.comparison import format_comparison, format_direction, format_sides
from sharekit.reports.words.headline import format_headline, format_unseen
from sharekit.reports.words.names import SOURCES
from sharekit.reports.words.numbers import Change, describe_change, format_figure
from sharekit.reports.words.periods import format_open_day, format_period
from sharekit.status.status import get_status

MOST_DAYS: Final = 92
"""The most rows of a table by days on a page, the last ones."""


def describe(
    chosen: ChosenPeriod, drawer: Drawer, *, article: Article | None = None
) -> dict[str, Any]:
    """Return what the report on all articles, or on one, shows first, and its other figures."""
    period = chosen.period
    # Read first, because later counts can only add to the figures.
    status = get_status()
    summary = summarize(period, article=article)
    compared = find_comparable(period, counted_up_to=status.counted_up_to)
    comparison = compare_periods(compared, article=article)
    series = get_series(period, article=article)
    return {
        "status": status,
        "chosen": chosen,
        "headline": format_headline(summary, when=format_period(period, name=chosen.name)),
        "compared": format_comparison(period, compared, comparison),
        "unseen": format_unseen(),
        "is_empty": not any(summary.counts.values()),
        **_describe_figures(period, summary, comparison, drawer),
        **_describe_days(series, drawer, counted_up_to=status.counted_up_to),
        **describe_notes(chosen, drawer, article=article),
        **_describe_tables(period, summary, drawer, article),
    }


def _describe_figures(
    period: Period, summary: Summary, comparison: Comparison | None, drawer: Drawer
) -> dict[str, Any]:
    """Return the figures with which the report begins, and all others, as cards and bars."""
    table = tabulate_figures(summary, comparison)
    draw = partial(draw_cards, table, period=period, comparison=comparison)
    others = [
        name
        for name, figure in IN_REPORT.items()
        if figure.shown_as == "card" and name not in FIRST
    ]
    first = list(draw(FIRST))
    changes = {card.name: card.change for card in first if card.change}
    return {
        "first": first,
        "direction": format_direction(comparison.days, changes) if comparison else "",
        "cards": list(draw(others)),
        "private": describe_private_share(summary, period=period, comparison=comparison),
        "fewest": FEWEST,
        "exports_of_figures": drawer.list_exports(table.name),
    }


def _describe_days(series: Series, drawer: Drawer, *, counted_up_to: datetime) -> dict[str, Any]:
    """Return the charts by days: all channels together, each channel, and page views."""
    totals, views = tabulate_totals(series), tabulate_views(series)
    acts, visits = tabulate_acts(series), tabulate_visits(series)
    over = count_over(series, counted_up_to=counted_up_to)
    open_day = format_open_day(counted_up_to) if over < len(series.days) else ""
    return {
        "open_day": open_day,
        "chart": draw_chart(totals, over=over),
        "numbers": {**number_days(totals), "over": over, "openDay": open_day},
        "chart_of_views": draw_chart(views, over=over, label=gettext("Page views")),
        "charts_of_channels": draw_channels(series, over=over),
        "totals": drawer.draw(totals, _("Day by day"), most=MOST_DAYS),
        "acts_by_day": drawer.draw(acts, _("Shares and copies"), most=MOST_DAYS),
        "visits_by_day": drawer.draw(visits, _("Visits from shares"), most=MOST_DAYS),
        "views_by_day": drawer.draw(views, _("Page views"), most=MOST_DAYS),
    }


def _describe_tables(
    period: Period, summary: Summary, drawer: Drawer, article: Article | None
) -> dict[str, Any]:
    sources = tabulate_sources(count_sources(period, article=article))
    signs = tabulate_signs(count_signs(period, article=article))
    return {
        "channels": drawer.draw(tabulate_channels(summary.channels), _("By channel")),
        "sources": drawer.draw(sources, _("Where visits came from")),
        "meanings_of_sources": SOURCES.values(),
        "signs": drawer.draw(signs, _("Previews")),
        "sections": _draw_optional(period, drawer, article),
    }


def list_downloads(context: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the label and exports of the figures, and of each table of a page that has rows."""
    tables = [value for value in context.values() if isinstance(value, DrawnTable)]
    tables += [section["table"] for section in context["sections"] if section["table"]]
    figures = {"label": gettext("Figures"), "exports": context["exports_of_figures"]}
    return [
        figures,
        *({"label": each.label, "exports": each.exports} for each in tables if each.lines),
    ]


RADIUM_ONE: Final = 0.84
"""The private share that RadiumOne found in 2016; see docs/reports.md."""


def describe_private_share(
    summary: Summary, *, period: Period, comparison: Comparison | None
) -> list[dict[str, Any]]:
    """Return the private share and the one that RadiumOne found as bars; none without a figure."""
    if summary.private_share is None:
        return []
    names = {"private_share": _("Here"), "private_share_of_buttons": _("Here, without copies")}
    parts: dict[Any, tuple[float | None, Change | None, str]] = {
        label: (getattr(summary, name), *_describe_change(name, period, comparison))
        for name, label in names.items()
    }
    parts[_("RadiumOne, 2016")] = (RADIUM_ONE, None, "")
    return [
        {
            "name": name,
            "share": format_figure("private_share", part),
            "change": change,
            "sides": sides,
            # Formatted here, because the template would use the reader's decimal separator.
            "width": f"{100 * part:.1f}",
        }
        for name, (part, change, sides) in parts.items()
        if part is not None
    ]


def _describe_change(
    name: str, period: Period, comparison: Comparison | None
) -> tuple[Change | None, str]:
    """Return how a private share changed and from which, nothing if there was none before."""
    if comparison is None or getattr(comparison.before, name) is None:
        return None, ""
    now, before = getattr(comparison.now, name), getattr(comparison.before, name)
    words = {"now": format_figure(name, now), "before": format_figure(name, before)}
    return describe_change(name, now, before), format_sides(period, comparison.days, **words)


def _draw_optional(period: Period, drawer: Drawer, article: Article | None) -> list[dict[str, Any]]:
    """Return the sections of optional apps; `table` is None if the app failed."""
    sections: list[dict[str, Any]] = []
    for name, section in SECTIONS.items():
        described = {"name": name, "heading": section.heading, "meaning": section.meaning}
        try:
            found = read_section(name, period, article)
        except AppFailed:
            sections.append({"table": None, **described})
            continue
        if found:
            table = drawer.draw(found.table, section.heading)
            sections.append({"table": table, "sentences": found.sentences, **described})
    return sections
