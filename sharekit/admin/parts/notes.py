"""The notes on the chart and below it: all who see figures read them."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any, Final

from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from sharekit.admin.drawing.tables import Drawer
from sharekit.admin.period import ChosenPeriod
from sharekit.models import Article
from sharekit.reports.figures.notes import Occasion, list_notes
from sharekit.reports.tables.notes import tabulate_notes

MOST: Final = 50
"""The most notes below a chart, the last ones; the export has all."""


def describe_notes(
    chosen: ChosenPeriod, drawer: Drawer, *, article: Article | None = None
) -> dict[str, Any]:
    """Return the last notes of a period, for the chart and for the list below it."""
    found = list_notes(chosen.period, article=article)[-MOST:]
    about = {"article": article.url} if article else {"site": chosen.period.site}

    # Only called where it is shown: a shared report has no links to the admin.
    def link() -> str:
        try:
            address = reverse("admin:sharekit_note_add", current_app=drawer.site)
        except NoReverseMatch:
            # A project may have no admin (Wagtail).
            return ""
        return f"{address}?{urlencode(about)}"

    return {
        "notes": [(_format(note), note) for note in found],
        "notes_on_chart": [{"day": _count_seconds(note), "text": note.text} for note in found],
        # Among the downloads.
        "notes_table": drawer.draw(tabulate_notes(found), _("Notes")),
        "add_note": link,
    }


def _format(note: Occasion) -> str:
    day = date_format(note.day)
    return day if note.hour is None else f"{day}, {note.hour}:00"


def _count_seconds(note: Occasion) -> int:
    return int(datetime.combine(note.day, time(), UTC).timestamp())
