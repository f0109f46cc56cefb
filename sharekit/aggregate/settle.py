"""The place of each link in its share chain: parent, root and generation.

Links are settled after the drain, in transactions of their own. A link's place is one step below
its parent, which may arrive later: a link that moves gets a marker, `stale_after`, until all links
directly below it have moved, too. The marker stores the progress, so the work continues after a
crash, and a transaction writes at most as many links as a batch has events.

Tokens come from browsers, so a chain may be endless or circular. A link more than 64 steps from its
root, or in or below a circle, becomes its own root. So a place depends only on the 65 links above:
every order of arrival ends in the same chains, and a link moves at most 65 times.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Final, NamedTuple

from sharekit.aggregate.sql.chains import (
    Link,
    list_stale,
    lock_links,
    lock_new,
    lock_stale,
    read_below,
    read_links,
    write_places,
)
from sharekit.buffers import cursors
from sharekit.conf import settings
from sharekit.models import ShareLink

DEEPEST: Final = 64
"""The last generation of a chain."""
MOST_SECONDS: Final = 5.0
"""Seconds after which a call ends with its current transaction; the next call continues."""
CURSOR: Final = "settle"

Links = dict[str, Link]
"""Links by token."""


class Place(NamedTuple):
    """A link's place in its chain.

    A link that has a parent and is its own root is isolated: too deep, or in or below a circle.
    """

    parent_id: int | None
    root_id: int | None
    generation: int


def settle() -> int:
    """Return links their places, for some seconds, and return how many were written.

    Links that another worker is settling are left to it; links that arrive too late or are being
    counted are left to the next call.
    """
    total = 0
    end = time.monotonic() + MOST_SECONDS
    new = ShareLink.objects.filter(generation=None)
    stale = ShareLink.objects.filter(stale_after__isnull=False)
    while new.exists() or stale.exists():
        with cursors.hold(CURSOR) as is_ours:
            written = _settle() if is_ours else 0
        total += written
        if not written or time.monotonic() > end:
            break
    return total


def _settle() -> int:
    """Write places of new links, or below links that moved; at most one batch of them."""
    most = max(settings.drain_limit, 2)
    # Less than allowed, so that the links directly below usually fit, too.
    held = lock_new(most=most - most // 10)
    moved = set(held)
    if held:
        _place(held)
    else:
        held = lock_stale(most=most // 2)
    _move_below(held, moved, most=most)
    write_places([held[token] for token in sorted(moved)])
    return len(moved)


def _place(new: Links) -> None:
    """Place new links below settled ones or one another, ignoring the links below them."""
    tokens = {link.parent_token for link in new.values()} - new.keys() - {""}
    known = read_links(tokens)
    placed = {token: link for token, link in known.items() if link.generation is not None}
    for start in new.values():
        path: Links = {}
        link: Link | None = start
        while link and link.token not in placed and link.token not in path:
            path[link.token] = link
            link = placed.get(link.parent_token) or new.get(link.parent_token)
        if link and link.token in path:
            for each in path.values():
                _put(each, Place(new[each.parent_token].pk, each.pk, 0))
            placed |= path
        else:
            for each in reversed(path.values()):
                _put(each, _get_place(each, below=link))
                placed[each.token] = link = each


def _move_below(held: Links, moved: set[str], *, most: int) -> None:
    """Move the links below other links, layer by layer; mark links that still have more below.

    Adds to `held`, up to `most` links in all, and to `moved` the tokens of links to be written.
    """
    layer = list(held.values())
    steps = 0
    while layer:
        room = most - len(held) if steps < DEEPEST else 0
        below = read_below(layer, most=most) if room else []
        is_whole = room > 0 and len(below) < most
        moves = _list_moves([held.get(link.token, link) for link in below], above=layer)
        if len(moves) > room:
            # Links after the first one that does not fit are left to the next transaction.
            names = [link.token for link in below]
            below = below[: names.index(moves[room][0].token)]
            moves, is_whole = moves[:room], False
        if not _lock(link for link, _ in moves if link.token not in held):
            # Another worker holds one of them: all of them are left to the next call.
            below, moves, is_whole = [], [], False
        moved |= _mark(layer, below, is_whole=is_whole)
        for link, place in moves:
            _put(link, place)
            held[link.token] = link
        layer = [link for link, _ in moves]
        moved |= {link.token for link in layer}
        steps += 1


def _list_moves(below: list[Link], *, above: list[Link]) -> list[tuple[Link, Place]]:
    """Return the links in `below` that are not in the right place, with their new places."""
    parents = {link.token: link for link in above}
    places = [(link, _get_place(link, below=parents[link.parent_token])) for link in below]
    return [
        (link, place)
        for link, place in places
        if place != (link.parent_id, link.root_id, link.generation)
    ]


def _lock(links: Iterable[Link]) -> bool:
    ids = {link.pk for link in links}
    return lock_links(ids) == ids


def _mark(layer: list[Link], below: list[Link], *, is_whole: bool) -> set[str]:
    """Store in each link of a layer how far the links below are done; return the changed tokens.

    `is_whole` means that all of them are done.
    """
    before = {link.token: link.stale_after for link in layer}
    last = {link.parent_token: link.token for link in below}
    for link in layer:
        link.stale_after = last.get(link.token, link.stale_after)
    stale = set() if is_whole else list_stale(layer)
    for link in layer:
        link.stale_after = (link.stale_after or "") if link.token in stale else None
    return {link.token for link in layer if link.stale_after != before[link.token]}


def _put(link: Link, place: Place) -> None:
    """Return a link its place; as far as is known, the links below it now have outdated places."""
    link.parent_id, link.root_id, link.generation = place
    link.stale_after = ""


def _get_place(link: Link, *, below: Link | None) -> Place:
    """Return a link's place below its parent, which may be unknown."""
    if below is None:
        return Place(None, link.pk, 0)
    is_isolated = below.parent_id is not None and below.root_id == below.pk
    if is_isolated or below.generation is None or below.generation >= DEEPEST:
        return Place(below.pk, link.pk, 0)
    return Place(below.pk, below.root_id, below.generation + 1)
