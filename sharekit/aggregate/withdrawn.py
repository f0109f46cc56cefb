"""Drops late events of hours that were removed from the counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from sharekit.aggregate.clock import get_moment
from sharekit.channels.find import get_slug
from sharekit.events import Event
from sharekit.keys import Name
from sharekit.models import Withdrawal

LATEST: Final = timedelta(days=8)
"""The time after which no event of an hour can arrive any more: events may be 7 days late."""


def drop_withdrawn(events: list[Event], articles: dict[Name, int]) -> list[Event]:
    """Return the events of a batch without those of removed hours.

    `articles` maps their names to ids.
    """
    withdrawn: defaultdict[int, list[Withdrawal]] = defaultdict(list)
    for hours in Withdrawal.objects.all():
        withdrawn[hours.article_id].append(hours)
    if not withdrawn:
        return events
    return [
        event
        for event in events
        if not _is_within(event, withdrawn.get(articles[event.article.name], ()))
    ]


def _is_within(event: Event, withdrawn: Iterable[Withdrawal]) -> bool:
    return any(
        hours.since <= get_moment(event.at) < hours.until
        and (not hours.channel or (event.mark and get_slug(event.mark) == hours.channel))
        for hours in withdrawn
    )
