"""Counts one batch of events: articles, visits, links, then the counts themselves.

Every writer uses the tables in this order, and rows in the order of their keys, so that concurrent
workers wait for one another instead of deadlocking. Links come late, with little work after them,
because a worker counting a link's visits waits until the worker counting its share commits.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import Final

from django.db import router, transaction
from django.dispatch import Signal
from msgspec.structs import replace

from sharekit import signals
from sharekit.aggregate.clock import get_day, get_moment
from sharekit.aggregate.forgotten import drop_forgotten
from sharekit.aggregate.rollups import Rollups
from sharekit.aggregate.sql.articles import put_articles
from sharekit.aggregate.sql.upserts import (
    ClickbackRow,
    Known,
    LinkRow,
    put_clickbacks,
    put_links,
    read_states,
    read_visits,
)
from sharekit.aggregate.withdrawn import drop_withdrawn
from sharekit.channels.find import get_slug
from sharekit.events import Event
from sharekit.models import Clickback, ShareLink
from sharekit.tokens import is_token

_CAMPAIGN: Final = ShareLink.State.CAMPAIGN


def count(events: list[Event]) -> None:
    """Write a batch into the tables, inside the caller's transaction.

    An event with a name (a share's token, a marked view's id) that was counted before changes
    nothing.
    """
    events = drop_forgotten(events)
    articles = put_articles([event.article for event in events])
    events = drop_withdrawn(events, articles)
    marks = {event.mark for event in events if len(event.mark) > 1}
    states = read_states(marks.union(event.parent for event in events if event.parent))
    campaign_links = {
        token: known.pk for token, known in states.items() if known.state == _CAMPAIGN
    }
    rollups = Rollups(articles, campaign_links)
    shares: dict[str, Event] = {}
    visits: dict[str, Event] = {}
    for event in events:
        if event.kind == "view":
            if event.name:
                visits.setdefault(
                    event.name, _credit(event) if event.mark in campaign_links else event
                )
            else:
                rollups.add_view(event)
        elif event.kind == "preview":
            rollups.add_preview(event)
        elif event.kind == "lookup":
            rollups.add(event, "lookups")
        elif is_token(event.mark):
            shares.setdefault(event.mark, event)
        else:
            rollups.add_act(event)
    clickbacks = _count_visits(visits, campaign_links.keys(), rollups)
    views = rollups.sum_views()
    recorded = _count_links(shares, visits, clickbacks.keys(), states, rollups)
    rollups.write(views)
    _announce(signals.share_counted, ShareLink, recorded)
    _announce(signals.clickback_counted, Clickback, list(clickbacks.values()))


def _credit(visit: Event) -> Event:
    """Return a visit that a campaign link brought: no reader shared the link."""
    return replace(visit, source="campaign") if visit.source else visit


def _count_visits(
    visits: dict[str, Event], campaign_links: Collection[str], rollups: Rollups
) -> dict[str, int]:
    """Write marked visits by name; return the ids of the new clickbacks, by name."""
    entries: dict[tuple[str, str], Event] = {}
    for name, visit in visits.items():
        if visit.source:
            entries.setdefault((visit.mark, visit.reader or name), visit)
    clickbacks = put_clickbacks(
        [_build_clickback(visit, counted=True) for visit in entries.values()]
    )
    repeats = [visit for name, visit in visits.items() if name not in clickbacks]
    repeated = put_clickbacks([_build_clickback(visit, counted=False) for visit in repeats])
    for name in (*clickbacks, *repeated):
        rollups.add_view(visits[name])
    for name in [name for name in clickbacks if visits[name].mark in campaign_links]:
        rollups.add_campaign_visit(visits[name])
        del clickbacks[name]
    for name in clickbacks:
        rollups.add_clickback(visits[name])
    return clickbacks


def _count_links(
    shares: dict[str, Event],
    visits: dict[str, Event],
    clickbacks: Collection[str],
    states: dict[str, Known],
    rollups: Rollups,
) -> list[int]:
    """Write the links of shares (by token) and visits; return the ids of newly recorded links.

    `clickbacks` names the new visits, `states` is what was known about links before.
    """
    first = dict(shares)
    for visit in visits.values():
        if visit.source:
            first.setdefault(visit.mark, visit)
    # The shares of most visited links are known: writing those links again would lock them. Links
    # known only by visits are locked, because another worker may be counting their share.
    inferred = ShareLink.State.INFERRED
    tried = {token for token in first if token not in states or states[token].state == inferred}
    recorded = []
    completed = []
    for pk, token, state in put_links(_build_link(first[token], rollups) for token in tried):
        tried.discard(token)
        states[token] = Known(state, rollups.get_article_id(first[token]), pk)
        if state == inferred:
            rollups.add(first[token], "inferred")
            continue
        rollups.add_act(first[token])
        recorded.append(pk)
        if state == ShareLink.State.COMPLETED:
            completed.append(pk)
    visited = [visits[name] for name in clickbacks]
    states |= read_states(tried.intersection(visit.mark for visit in visited))
    for visit in visited:
        known = states[visit.mark]
        if known.state == inferred:
            rollups.add_inferred_clickback(visit, article=known.article)
    _take_inferred(completed, clickbacks, rollups)
    return recorded


def _take_inferred(links: list[int], clickbacks: Collection[str], rollups: Rollups) -> None:
    """Undo the counts of links visited before their share arrived, except in this batch."""
    completed = {link.token: link for link in ShareLink.objects.in_bulk(links).values()}
    visited = read_visits(completed)
    for token, link in completed.items():
        earlier = [at for name, at in visited[token] if name not in clickbacks]
        rollups.take_inferred(link, visited=earlier)


def _build_link(event: Event, rollups: Rollups) -> LinkRow:
    is_share = event.kind != "view"
    return LinkRow(
        token=event.mark,
        article_id=rollups.get_article_id(event),
        channel=get_slug(event.mark),
        state=ShareLink.State.RECORDED if is_share else ShareLink.State.INFERRED,
        parent_token=event.parent,
        at=get_moment(event.at),
    )


def _build_clickback(visit: Event, *, counted: bool) -> ClickbackRow:
    return ClickbackRow(
        name=visit.name,
        token=visit.mark,
        reader=(visit.reader or None) if counted else None,
        counted=counted,
        day=get_day(visit.received),
        at=get_moment(visit.at),
    )


def _announce(signal: Signal, sender: type[ShareLink | Clickback], ids: list[int]) -> None:
    if ids:
        send = partial(signal.send_robust, sender=sender, ids=ids)
        transaction.on_commit(send, using=router.db_for_write(sender), robust=True)
