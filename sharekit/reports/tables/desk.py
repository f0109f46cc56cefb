"""The tables of the articles that are going up, and of those worth pushing, with the reasons."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sharekit.figures import ACTS, FIGURES
from sharekit.formats import format_decimal
from sharekit.reports.figures.tips.promising import Promising
from sharekit.reports.figures.tips.rising import Rising
from sharekit.reports.tables.table import Column, Table
from sharekit.reports.words.names import name_channel
from sharekit.reports.words.reasons import format_promising, format_rising

MOST: Final = 100
"""The most articles in an export."""


def tabulate_rising(found: Iterable[Rising]) -> Table:
    """Return a row for each article that is going up, the most surprising first."""
    columns = (
        Column("figure", _("Figure"), lambda name: str(FIGURES[name].name), is_text=True),
        Column("count", _("Last 24 hours")),
        Column("usual", _("Usual"), _format_decimal),
        Column("factor", _("Times as many"), _format_decimal),
    )
    rows = [
        {
            **_describe(each),
            "figure": each.figure,
            "count": each.count,
            "usual": round(each.usual, 2),
            "factor": each.factor and round(each.factor, 2),
            "reason": format_rising(each),
        }
        for each in found
    ]
    return Table("rising", (*_NAMES, *columns, *_REASONS), rows)


def tabulate_promising(found: Iterable[Promising]) -> Table:
    """Return a row for each article that is worth pushing, in their order."""
    columns = (
        Column(ACTS, FIGURES[ACTS].name),
        Column("views", FIGURES["views"].name),
        Column("usual", _("Usual"), _format_decimal),
        Column("factor", _("Times as often"), _format_decimal),
    )
    rows = [
        {
            **_describe(each),
            ACTS: each.acts,
            "views": each.views,
            "usual": round(each.usual, 2),
            "factor": round(each.factor, 2),
            "reason": format_promising(each),
        }
        for each in found
    ]
    return Table("promising", (*_NAMES, *columns, *_REASONS), rows)


def _format_decimal(number: float | None) -> str:
    return gettext("too few to show") if number is None else format_decimal(number, places=1)


def _describe(found: Rising | Promising) -> dict[str, Any]:
    ratio = found.best.visits_per_share
    return {
        "id": found.id,
        "url": found.url,
        "title": found.title,
        "channel": found.best.channel,
        "visits_per_share": ratio and round(ratio, 2),
    }


_NAMES: Final = (
    Column("id", _("Number"), is_shown=False),
    Column("url", _("Address"), str, is_text=True, is_shown=False),
    Column("title", _("Article"), str, is_text=True),
)
_REASONS: Final = (
    Column("channel", _("Channel"), name_channel, is_text=True),
    Column("visits_per_share", FIGURES["visits_per_share"].name, is_shown=False),
    Column("reason", _("Reason"), str, is_text=True),
)
