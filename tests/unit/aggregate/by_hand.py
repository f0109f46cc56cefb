"""Counts events as the tables should, without rows and without anything of aggregate."""

from __future__ import annotations

from collections import Counter

from sharekit.channels.find import get_slug
from sharekit.events import Event
from tests.support.traffic import HOUR

FIGURES = {"share": "shares", "copy": "copies", "lookup": "lookups"}
"""The figure of an act, by the kind of its event."""
Figures = dict[tuple[str, str, str], int]
"""A figure by identity of the article, channel, source or block, and name."""


def count_by_hand(events: list[Event], *, made: str = "-") -> Figures:
    """Count events with sets instead of rows, so that nothing is shared with aggregate.

    `made` is the token of a link that the site made.
    """
    figures: Counter[tuple[str, str, str]] = Counter()
    named = {event.name or event.mark: event for event in events if len(event.mark) > 1}
    named.pop(made, None)
    unnamed = [event for event in events if len(event.mark) < 2]
    # An app's preview counts once an hour.
    for identity, app, _ in {
        (event.article.identity, event.source, event.at // HOUR)
        for event in unnamed
        if event.kind == "preview"
    }:
        figures[identity, app, "signs"] += 1
    once = [*named.values(), *(event for event in unnamed if event.kind != "preview")]
    for event in once:
        figures.update(
            _count_view(event, made) if event.kind == "view" else _count_act(event, made)
        )
    figures.update(_count_visits(once, made))
    return {key: figure for key, figure in figures.items() if figure}


def _count_view(event: Event, made: str) -> Figures:
    """Count a page view, and the arrival through a letter."""
    identity = event.article.identity
    source = "campaign" if event.mark == made and event.source else event.source
    figures = {
        (identity, source, "views"): 1,
        (identity, source, "entries"): int(bool(source)),
    }
    if len(event.mark) == 1:
        figures[identity, get_slug(event.mark), "arrivals"] = 1
    return figures


def _count_act(event: Event, made: str) -> Figures:
    """Count a share or a copy, and its parent's reshare."""
    identity, slug = event.article.identity, get_slug(event.mark) if event.mark else ""
    figures = Counter(
        {
            (identity, slug, FIGURES[event.kind]): 1,
            (identity, slug, "marked"): int(len(event.mark) > 1),
        }
    )
    if event.parent:
        at = (made, "") if event.parent == made else (identity, get_slug(event.parent))
        figures[*at, "reshares"] += 1
    figures[identity, event.block, "copies"] += bool(event.block)
    return figures


def _count_visits(events: list[Event], made: str) -> Figures:
    """Count the visits of each reader through each link, and the shares known only by them."""
    figures: Counter[tuple[str, str, str]] = Counter()
    visitors: set[tuple[str, str]] = set()
    inferred: set[str] = set()
    shared = {event.mark for event in events if len(event.mark) > 1 and event.kind != "view"}
    for event in events:
        visitor = (event.mark, event.reader or event.name)
        is_visit = event.kind == "view" and event.name and event.source
        if not is_visit or visitor in visitors:
            continue
        visitors.add(visitor)
        if event.mark == made:
            figures[made, "", "visits"] += 1
            continue
        identity, slug = event.article.identity, get_slug(event.mark)
        figures[identity, slug, "clickbacks"] += 1
        figures[identity, slug, "inferred_clickbacks"] += event.mark not in shared
        if event.mark not in shared | inferred:
            inferred.add(event.mark)
            figures[identity, slug, "inferred"] += 1
    return figures
