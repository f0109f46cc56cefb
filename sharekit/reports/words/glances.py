"""What other pages show of the report: the last week in a few words, and one object's figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sharekit.figures import FIGURES, OF_CHANNELS
from sharekit.formats import format_number
from sharekit.reports.attempt import UNREAD, attempt
from sharekit.reports.figures.articles.objects import find_object
from sharekit.reports.figures.recent import LAST, NAMES, get_recent
from sharekit.reports.figures.summary import summarize
from sharekit.reports.period.days import Period, last_days
from sharekit.reports.words.headline import format_headline
from sharekit.reports.words.names import format_channels

DAYS: Final = 7
PERIODS: Final = ((_("Last 7 days"), 7), (_("Last 30 days"), 30), (_("All days"), None))
"""The rows of an object's figures."""


class ObjectFigures(msgspec.Struct, frozen=True):
    """An object's figures by period, its channels, and the id of its article, None without one.

    `rows` is empty if nothing was counted, or if the figures cannot be read; `trouble` then says
    what to do.
    """

    headings: Sequence[str | Promise]
    rows: Sequence[tuple[str | Promise, list[str]]]
    channels: str
    article: int | None
    trouble: str = ""


def glance() -> list[str]:
    """Return the last week and the last minutes of all sites in a few words, a paragraph each.

    If the figures cannot be read, a sentence says so.
    """
    return attempt(_glance, [str(UNREAD)])


def _glance() -> list[str]:
    recent = get_recent()
    figures = [f"{FIGURES[name].name} {format_number(sum(recent.minutes[name]))}" for name in NAMES]
    now = gettext("In the last %(minutes)s minutes: %(figures)s.")
    return [
        format_headline(summarize(last_days(DAYS)), days=DAYS),
        now % {"minutes": LAST, "figures": ", ".join(figures)},
    ]


def describe_object(identity: str) -> ObjectFigures:
    """Return the figures of an object of the site's own."""
    unread = ObjectFigures((), (), channels="", article=None, trouble=str(UNREAD))
    return attempt(lambda: _describe(identity), unread)


def _describe(identity: str) -> ObjectFigures:
    periods = [last_days(days) if days else Period() for _name, days in PERIODS]
    found = find_object(identity, periods)
    channels = found.channels if found else []
    rows = (
        [
            (
                name,
                [
                    format_number(sum(counts[count] for counts in of_period.values()))
                    for count in OF_CHANNELS
                ],
            )
            for (name, _days), of_period in zip(PERIODS, channels, strict=True)
        ]
        if any(channels)
        else []
    )
    return ObjectFigures(
        headings=[figure.name for figure in OF_CHANNELS.values()],
        rows=rows,
        channels=format_channels(channels[-1], between=" · ") if rows else "",
        article=found.article if found else None,
    )
