"""What may explain figures: the notes of editors, and the days on which campaigns began."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

import msgspec
from django.db.models import Min, Q
from django.utils.translation import gettext

from sharekit.exceptions import Refused
from sharekit.models import Article, Note, ShareLink
from sharekit.reports.period.days import Period, localise, today

MOST_DAYS_AWAY: Final = 3653
"""The most days between a new note and today: ten years."""


class Occasion(msgspec.Struct, frozen=True):
    """A note on the chart, on a day or in an hour of it, on the clock of the counts.

    `id` is None for the beginning of a campaign, which is not a row. `article` is the only
    article that it concerns, None for all; `site` is "" for all sites.
    """

    id: int | None
    day: date
    hour: int | None
    text: str
    site: str
    article: Article | None


def check_day(day: date) -> date:
    """Return the day of a new note; raise `Refused` (400) if it is most likely a typing error."""
    if abs((day - today()).days) > MOST_DAYS_AWAY:
        raise Refused(400, gettext("A note must be at most ten years before or after today."))
    return day


def list_notes(period: Period, *, article: Article | None = None) -> list[Occasion]:
    """Return the notes of a period in the order of time, for all articles or for one.

    An article has its own notes and those of its whole site. A note without an article belongs to
    every language and group. A campaign has a note when its first link was created.
    """
    found = [*_list_written(period, article), *_list_campaigns(period, article)]
    return sorted(found, key=_get_place)


def _list_written(period: Period, article: Article | None) -> Iterator[Occasion]:
    notes = Note.objects.filter(period.limit(""))
    if article:
        notes = notes.filter(Q(article=article) | Q(article=None, site__in=("", article.site)))
    else:
        of_all = Q(article=None, site__in=("", period.site)) if period.site else Q(article=None)
        notes = notes.filter(of_all | Q(article__isnull=False) & period.limit_articles("article"))
    for note in notes.select_related("article"):
        yield Occasion(note.pk, note.day, note.hour, note.text, note.site, note.article)


def _list_campaigns(period: Period, article: Article | None) -> Iterator[Occasion]:
    """Yield the beginnings of campaigns: when a link was created, never when it was opened.

    The day of the first visit would reveal a figure that is shown rounded.
    """
    about = Q(article=article) if article else period.limit_articles("article")
    links = ShareLink.objects.filter(about, state=ShareLink.State.CAMPAIGN)
    began = links.values_list("campaign", "article__site").annotate(first=Min("at")).order_by()
    for campaign, site, first in began:
        moment = localise(first)
        if period.contains(moment.date()):
            text = gettext("Campaign: %(name)s") % {"name": campaign}
            yield Occasion(None, moment.date(), moment.hour, text, site, None)


def _get_place(occasion: Occasion) -> tuple[date, int, str, str]:
    return (
        occasion.day,
        -1 if occasion.hour is None else occasion.hour,
        occasion.site,
        occasion.text,
    )
