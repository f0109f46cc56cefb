"""The sections that the report and the page of an article share, for their templates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, Final

import msgspec
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from msgspec.structs import replace

from sharekit.admin.drawing.cards import Card, draw_cards
from sharekit.admin.drawing.charts import count_over, draw_channels, draw_chart, number_days
from sharekit.admin.drawing.tables import Drawer, DrawnTable
from sharekit.admin.parts.notes import describe_notes
from sharekit.admin.period import ChosenPeriod
from sharekit.exceptions import AppFailed
from sharekit.extensions import SECTIONS
from sharekit.figures import FIRST, IN_REPORT
from sharekit.models import Article
from sharekit.reports.figures.comparison import Comparison, compare_periods
from sharekit.reports.figures.groups.days import GroupDays, read_group
from sharekit.reports.figures.ratios import FEWEST
from sharekit.reports.figures.series import Series, get_series
from sharekit.reports.figures.sources import count_signs, count_sources
from sharekit.reports.figures.summary import Summary, summarize
from sharekit.reports.period.comparable import Comparable, find_comparable
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
from sharekit.status.status import Status, get_status

MOST_DAYS: Final = 92
"""The most rows of a table by days on a page, the last ones."""


class Found(msgspec.Struct, frozen=True):
    """The figures of a period from which a page is made, read once."""

    status: Status
    summary: Summary
    compared: Comparable | None
    comparison: Comparison | None
    series: Series
    of_group: GroupDays | None

    @property
    def over(self) -> int:
        """The number of days that are over."""
        return count_over(self.series, counted_up_to=self.status.counted_up_to)

    @property
    def open_day(self) -> str:
        """The sentence on the day that is not over, "" if all days are."""
        is_open = self.over < len(self.series.days)
        return format_open_day(self.status.counted_up_to) if is_open else ""


def find_figures(period: Period, *, article: Article | None = None) -> Found:
    """Return the figures of all articles, or of one."""
    # Read first, because later counts can only add to the figures.
    status = get_status()
    compared = find_comparable(period, counted_up_to=status.counted_up_to)
    longer = replace(period, since=compared.before.since) if compared else period
    of_group = read_group(longer, article=article)
    return Found(
        status=status,
        summary=summarize(period, article=article, of_group=of_group),
        compared=compared,
        comparison=compare_periods(compared, article=article, of_group=of_group),
        series=get_series(period, article=article, of_group=of_group),
        of_group=of_group,
    )


def describe(
    chosen: ChosenPeriod, drawer: Drawer, *, article: Article | None = None
) -> dict[str, Any]:
    """Return what the report on all articles, or on one, shows first, and its other figures."""
    found = find_figures(chosen.period, article=article)
    return {
        **describe_first(chosen, drawer, found, article=article),
        **describe_others(chosen, drawer, found, article=article),
    }


def describe_first(
    chosen: ChosenPeriod, drawer: Drawer, found: Found, *, article: Article | None = None
) -> dict[str, Any]:
    """Return what the report shows first, and whether it may have other figures."""
    period, summary, comparison = chosen.period, found.summary, found.comparison
    is_empty = not any(summary.counts.values())
    cards = _make_cards(period, found)
    first = list(cards(FIRST))
    changes = {card.name: card.change for card in first if card.change}
    return {
        "status": found.status,
        "chosen": chosen,
        "headline": format_headline(summary, when=format_period(period, name=chosen.name)),
        "compared": format_comparison(period, found.compared, comparison),
        "unseen": format_unseen(),
        "is_empty": is_empty,
        "has_more": not is_empty or bool(SECTIONS),
        "first": first,
        "direction": format_direction(comparison.days, changes) if comparison else "",
        **_describe_days(found, drawer),
        **describe_notes(chosen, drawer, article=article),
    }


def describe_others(
    chosen: ChosenPeriod, drawer: Drawer, found: Found, *, article: Article | None = None
) -> dict[str, Any]:
    """Return the other figures, as cards, bars and tables."""
    period, summary, comparison = chosen.period, found.summary, found.comparison
    others = [
        name
        for name, figure in IN_REPORT.items()
        if figure.shown_as == "card" and name not in FIRST
    ]
    sources = count_sources(period, article=article, of_group=found.of_group)
    signs = tabulate_signs(count_signs(period, article=article))
    sections = _draw_optional(period, drawer, article)
    return {
        "has_more": any(summary.counts.values()) or bool(sections),
        "cards": list(_make_cards(period, found)(others)),
        "private": describe_private_share(summary, period=period, comparison=comparison),
        "fewest": FEWEST,
        "exports_of_figures": drawer.list_exports("figures"),
        **_describe_views(found, drawer),
        "channels": drawer.draw(tabulate_channels(summary.channels), _("By channel")),
        "sources": drawer.draw(tabulate_sources(sources), _("Where visits came from")),
        "meanings_of_sources": SOURCES.values(),
        "signs": drawer.draw(signs, _("Previews")),
        "sections": sections,
    }


def _make_cards(period: Period, found: Found) -> Callable[[Iterable[str]], Iterator[Card]]:
    """Return what draws the cards of some figures."""
    table = tabulate_figures(found.summary, found.comparison)
    return partial(draw_cards, table, period=period, comparison=found.comparison)


def _describe_days(found: Found, drawer: Drawer) -> dict[str, Any]:
    """Return the charts by days: all channels together, and each channel."""
    series, over, open_day = found.series, found.over, found.open_day
    totals, acts, visits = tabulate_totals(series), tabulate_acts(series), tabulate_visits(series)
    return {
        "open_day": open_day,
        "chart": draw_chart(totals, over=over),
        "numbers": {**number_days(totals), "over": over, "openDay": open_day},
        "charts_of_channels": draw_channels(series, over=over),
        "totals": drawer.draw(totals, _("Day by day"), most=MOST_DAYS),
        "acts_by_day": drawer.draw(acts, _("Shares and copies"), most=MOST_DAYS),
        "visits_by_day": drawer.draw(visits, _("Visits from shares"), most=MOST_DAYS),
    }


def _describe_views(found: Found, drawer: Drawer) -> dict[str, Any]:
    """Return the chart of page views by days."""
    views = tabulate_views(found.series)
    return {
        "open_day": found.open_day,
        "chart_of_views": draw_chart(views, over=found.over, label=gettext("Page views")),
        "views_by_day": drawer.draw(views, _("Page views"), most=MOST_DAYS),
    }


def list_downloads(context: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the label and exports of the figures, and of each table of a page that has rows."""
    tables = [value for value in context.values() if isinstance(value, DrawnTable)]
    tables += [section["table"] for section in context["sections"] if section["table"]]
    figures = {"label": gettext("Figures"), "exports": context["exports_of_figures"]}
    return [
        figures,
        *({"label": each.label, "exports": each.exports} for each in tables if each.body),
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
