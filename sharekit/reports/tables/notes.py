"""The notes on the chart as a table."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from sharekit.reports.figures.notes import Occasion
from sharekit.reports.tables.table import Column, Table


def tabulate_notes(occasions: Iterable[Occasion]) -> Table:
    """Return a row for each note."""
    return Table(
        "notes",
        (
            Column("day", _("Day"), is_text=True),
            Column("hour", _("Hour"), _format_hour, is_text=True),
            Column("text", _("Note"), str, is_text=True),
            Column("article", _("Article"), str, is_text=True),
            Column("site", _("Site"), str, is_text=True),
        ),
        [
            {
                "day": occasion.day,
                "hour": occasion.hour,
                "text": occasion.text,
                "article": occasion.article.title if occasion.article else "",
                "site": occasion.site,
            }
            for occasion in occasions
        ],
    )


def _format_hour(hour: int | None) -> str:
    return "" if hour is None else f"{hour}:00"
