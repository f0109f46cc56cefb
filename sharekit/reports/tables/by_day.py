"""The report's tables with a row for each day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy as _

from sharekit.channels.find import get_all
from sharekit.figures import ACTS
from sharekit.reports.figures.series import Series
from sharekit.reports.tables.table import Column, Table, build_column
from sharekit.reports.words.names import name_channel

_DAY: Final = Column("day", _("Day"), is_text=True)


def tabulate_totals(series: Series) -> Table:
    """Return a row for each day: shares and copies, and visits from shares, of all channels."""
    channels = series.channels.values()
    return Table(
        "totals-by-day",
        [_DAY, build_column(ACTS), build_column("clickbacks")],
        [
            {
                "day": day,
                ACTS: sum(of["shares"][place] + of["copies"][place] for of in channels),
                "clickbacks": sum(of["clickbacks"][place] for of in channels),
            }
            for place, day in enumerate(series.days)
        ],
    )


def tabulate_acts(series: Series) -> Table:
    """Return a row for each day: the shares and copies of each channel that had any."""
    acts = {
        slug: [shares + copies for shares, copies in zip(of["shares"], of["copies"], strict=True)]
        for slug, of in series.channels.items()
    }
    return _tabulate_days("shares-by-day", series.days, acts)


def tabulate_visits(series: Series) -> Table:
    """Return a row for each day: the visits from shares of each channel that brought any."""
    visits = {slug: of["clickbacks"] for slug, of in series.channels.items()}
    return _tabulate_days("visits-by-day", series.days, visits)


def tabulate_views(series: Series) -> Table:
    """Return a row for each day: page views and visits."""
    return Table(
        "views-by-day",
        [_DAY, build_column("views"), build_column("entries")],
        [
            {"day": day, "views": views, "entries": entries}
            for day, views, entries in zip(series.days, series.views, series.entries, strict=True)
        ],
    )


def _tabulate_days(name: str, days: list[date], counts: Mapping[str, list[int]]) -> Table:
    """Return a row for each day. Channels without any count are left out."""
    known = get_all()
    order = [*known, *sorted(counts.keys() - known.keys())]
    slugs = [slug for slug in order if any(counts.get(slug, ()))]
    return Table(
        name,
        [_DAY, *(Column(slug, name_channel(slug)) for slug in slugs)],
        [
            {"day": day, **{slug: counts[slug][place] for slug in slugs}}
            for place, day in enumerate(days)
        ],
    )
