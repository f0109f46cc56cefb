"""What the report and an article's page have in common, for their templates."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from sharekit import reports
from sharekit.admin import colours
from sharekit.admin.drawing import Drawer, draw_cards, draw_charts
from sharekit.admin.period import ChosenPeriod
from sharekit.admin.tree import draw_tree
from sharekit.models import Article
from sharekit.reports import Chains, Series, Summary


def describe(
    chosen: ChosenPeriod, drawer: Drawer, *, article: Article | None = None
) -> dict[str, Any]:
    """Return the figures, series, ways, sources and signs of all articles, or of one."""
    period = chosen.period
    summary = reports.summarize(period, article=article)
    before = reports.find_before(period, article=article)
    figures = reports.tabulate_figures(summary, before)
    return {
        "status": reports.find_status(),
        "chosen": chosen,
        "headline": reports.write_headline(summary, when=reports.write_period(period)),
        "days": reports.write_days(period),
        "days_before": reports.write_days(period.previous) if period.previous else "",
        "is_compared": before is not None,
        "is_empty": not any(summary.counts.values()),
        "cards": draw_cards(figures, is_compared=before is not None),
        "private": compare_private(summary, before),
        "fewest": reports.FEWEST,
        "exports_of_figures": drawer.list_exports(figures.name),
        **_describe_days(reports.find_series(period, article=article), drawer, summary),
        "ways": drawer.draw(reports.tabulate_ways(summary.ways), _("By way")),
        "sources": drawer.draw(
            reports.tabulate_sources(reports.find_sources(period, article=article)),
            _("Where visits came from"),
        ),
        "meanings_of_sources": reports.SOURCES.values(),
        "signs": drawer.draw(
            reports.tabulate_signs(reports.find_signs(period, article=article)), _("Previews")
        ),
    }


def _describe_days(series: Series, drawer: Drawer, summary: Summary) -> dict[str, Any]:
    weights = {way.channel: way.shares + way.copies + way.clickbacks for way in summary.ways}
    charts, numbers = draw_charts(
        drawer,
        {
            _("Shares and copied links"): reports.tabulate_acts(series),
            _("Visits from shares"): reports.tabulate_visits(series),
            _("Readings"): reports.tabulate_readings(series),
        },
        own=colours.choose(weights) | colours.choose(dict.fromkeys(("views", "entries"), 1)),
    )
    return {"charts": charts, "numbers": numbers}


RADIUM_ONE: Final = 0.84
"""The private part that RadiumOne found in 2016: docs/reports.md."""


def compare_private(summary: Summary, before: Summary | None) -> dict[str, Any]:
    """Return the private part of sharing beside what it was, and what RadiumOne found."""
    parts = {
        _("Here"): (summary.dark_share, before.dark_share if before else None),
        _("Here, without copies"): (
            summary.dark_share_of_buttons,
            before.dark_share_of_buttons if before else None,
        ),
        _("RadiumOne, 2016"): (RADIUM_ONE, None),
    }
    return {
        "is_few": summary.dark_share is None,
        "bars": [
            {
                "name": name,
                "share": reports.write_figure("dark_share", part),
                "change": "" if was is None else reports.write_change("dark_share", part, was),
                # Not by the template, which would write it as the reader's language does.
                "width": f"{100 * part:.1f}",
            }
            for name, (part, was) in parts.items()
            if part is not None
        ],
    }


def describe_chains(article: Article, drawer: Drawer) -> dict[str, Any]:
    """Return an article's chains in a sentence, as a tree and as a table; nothing below 5 links."""
    chains = reports.find_chains(article)
    if chains is None:
        return {"chains": None, "fewest_links": reports.FEWEST_LINKS}
    return {
        "chains": chains,
        "chains_sentence": _write_chains(chains),
        "tree": draw_tree(chains),
        "generations": drawer.draw(reports.tabulate_generations(chains), _("Steps of the chains")),
    }


def _write_chains(chains: Chains) -> str:
    links = ngettext("%(count)s link", "%(count)s links", chains.links)
    grown = ngettext("in %(count)s chain", "in %(count)s chains", chains.chains)
    deepest = chains.generations[-1].generation
    parts = {
        "links": links % {"count": reports.write_number(chains.links)},
        "chains": grown % {"count": reports.write_number(chains.chains)},
        "size": reports.write_number(chains.size),
        "steps": ngettext("%(count)s step", "%(count)s steps", deepest) % {"count": deepest},
    }
    lines = [
        gettext("%(links)s %(chains)s.") % parts,
        gettext("The longest has %(size)s links; the farthest goes %(steps)s.") % parts
        if deepest
        else gettext("None of them was passed on again yet."),
    ]
    if len(chains.longest) < chains.size:
        drawn = {"count": reports.write_number(len(chains.longest))}
        lines.append(gettext("Its first %(count)s are drawn.") % drawn)
    if chains.is_cut:
        lines.append(gettext("Older links of this article are left out."))
    lines.append(gettext("Links of all days are looked at, as long as they are kept."))
    return " ".join(lines)
