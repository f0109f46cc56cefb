"""Two articles or groups side by side, as tables of a page."""

from __future__ import annotations

from typing import Any, Final

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from sharekit.figures import FIGURES
from sharekit.reports.figures.summary import ChannelCounts, Summary
from sharekit.reports.tables.catalogue import list_figures
from sharekit.reports.tables.table import Column, Table
from sharekit.reports.words.names import name_channel
from sharekit.reports.words.numbers import (
    format_difference,
    format_figure,
    format_percent,
    format_ratio,
)

SIDES: Final = ("A", "B")
_OF_CHANNELS: Final = ("marked", "clickbacks", "visits_per_share")


def tabulate_sides(first: Summary, second: Summary) -> Table:
    """Return a row of texts for each figure: both sides, the difference, and it in per cent."""
    others = list_figures(second)
    return Table(
        "compared",
        (
            Column("figure", _("Figure"), str, is_text=True),
            *(Column(side, side, str) for side in SIDES),
            Column("difference", _("B compared with A"), str),
            Column("percent", _("Per cent"), str),
        ),
        [
            {
                "figure": str(FIGURES[name].name),
                "A": format_figure(name, figure),
                "B": format_figure(name, others[name]),
                "difference": format_difference(name, others[name], figure),
                "percent": format_percent(name, others[name], figure),
            }
            for name, figure in list_figures(first).items()
        ],
    )


def tabulate_sides_by_channel(first: Summary, second: Summary) -> Table:
    """Return a row for each channel that either side has, with visits per share of both."""
    sides = [{each.channel: each for each in side.channels} for side in (first, second)]
    return Table(
        "compared-channels",
        (
            Column("channel", _("Channel"), name_channel, is_text=True),
            *(
                Column(f"{name}_{side}", format_lazy("{} {}", FIGURES[name].name, side), str)
                for name in _OF_CHANNELS
                for side in SIDES
            ),
        ),
        [
            {"channel": channel}
            | {
                f"{name}_{side}": format_ratio(name, _get(counts, name))
                for side, channels in zip(SIDES, sides, strict=True)
                for counts in [channels.get(channel)]
                for name in _OF_CHANNELS
            }
            for channel in dict.fromkeys([*sides[0], *sides[1]])
        ],
    )


def _get(channel: ChannelCounts | None, name: str) -> Any:
    if channel:
        return channel.flatten()[name]
    return None if name == "visits_per_share" else 0
