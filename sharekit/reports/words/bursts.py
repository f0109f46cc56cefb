"""The sentence that describes a burst."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sharekit.formats import format_number
from sharekit.reports.figures.bursts import Burst


def format_burst(burst: Burst) -> str:
    """Return a burst as a sentence, with its possible causes."""
    parts = {
        "day": date_format(burst.day),
        "since": f"{burst.hour}:00",
        "until": f"{burst.hour + burst.hours}:00",
        "count": format_number(burst.count),
        "whole": format_number(burst.whole),
    }
    sentence = {
        "acts": _(
            "On %(day)s, %(count)s of %(whole)s shares and copies happened between "
            "%(since)s and %(until)s."
        ),
        "clickbacks": _(
            "On %(day)s, %(count)s of %(whole)s visits from shares came between %(since)s and "
            "%(until)s."
        ),
    }[burst.figure]
    doubt = _("Either many people read a post at the same time, or a script sent the events.")
    return f"{sentence % parts} {doubt}"
