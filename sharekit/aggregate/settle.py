"""The place of each link in its chain of shares: parent, root and generation.

Settled after the drain, in transactions of its own. A link's parent may arrive after it, so a new
link settles itself and all links below it: every order of arrival ends in the same chains. Tokens
come from browsers: a chain may be endless or run in a circle, so a step writes no more links than a
batch has events, and leaves those below for the next one.
"""

from __future__ import annotations

from typing import Final

from sharekit.aggregate import sql
from sharekit.aggregate.sql import Link
from sharekit.buffers import cursors
from sharekit.conf import settings
from sharekit.models import ShareLink

DEEPEST: Final = 64
"""The last generation of a chain; a link below it is cut off and begins a chain of its own."""
MOST_STEPS: Final = 100
"""Transactions of one call, so that it ends whatever comes in."""
CURSOR: Final = "settle"

Links = dict[str, Link]
"""Links by token."""


def settle() -> int:
    """Give new links their places, and return the number of links written.

    Links that another worker settles now are left to it; what came too late for it, and links that
    a worker counts now, to the next.
    """
    total = 0
    fresh = ShareLink.objects.filter(generation=None).order_by("token")
    tokens = fresh.values_list("token", flat=True)[: settings.drain_limit]
    for _ in range(MOST_STEPS):
        if not fresh.exists():
            break
        with cursors.hold(CURSOR) as is_ours:
            if not is_ours:
                break
            settled = _settle(set(tokens.all()))
        if not settled:
            break
        total += settled
    return total


def _settle(tokens: set[str]) -> int:
    found, edge = _walk_down(tokens)
    if edge:
        sql.lock_links(found, above=edge)
    moved = sql.read_links(found, lock=True)
    if not moved.keys() >= found - tokens:
        # Another worker has one of those below and may leave it as it is: it would keep its place.
        return 0
    _place(moved, parents=_find_parents(moved))
    # First what is below, of which a circle's links are placed right after.
    sql.unsettle_below(edge)
    sql.write_places(moved.values())
    return len(moved)


def _walk_down(layer: set[str]) -> tuple[set[str], set[str]]:
    """Return tokens with those of the links below them, and at whose links the walk ended."""
    found = set(layer)
    most = settings.drain_limit
    for _ in range(DEEPEST):
        below = sql.read_below(layer, most=most + 1) - found
        if not below or len(found) + len(below) > most:
            break
        found |= below
        layer = below
    return found, layer if below else set()


def _find_parents(moved: Links) -> Links:
    """Return the settled links right above those that move."""
    tokens = {link.parent_token for link in moved.values()} - moved.keys() - {""}
    parents = sql.read_links(tokens)
    return {token: link for token, link in parents.items() if link.generation is not None}


def _place(moved: Links, *, parents: Links) -> None:
    """Set parent, root and generation of the links that move; cut circles at the smallest token."""
    placed = dict(parents)
    for start in moved.values():
        path: Links = {}
        link: Link | None = start
        while link and link.token not in placed:
            if link.token in path:
                circle = list(path)[list(path).index(link.token) :]
                moved[min(circle)].parent_token = ""
                path.clear()
                link = start
                continue
            path[link.token] = link
            link = placed.get(link.parent_token) or moved.get(link.parent_token)
        for below in reversed(path.values()):
            _put_under(link, below)
            placed[below.token] = link = below


def _put_under(parent: Link | None, link: Link) -> None:
    if parent is None or parent.generation is None or parent.generation >= DEEPEST:
        # A parent that is not known yet stays named; one that lies too deep does not.
        link.parent_token = "" if parent else link.parent_token
        link.parent_id, link.root_id, link.generation = None, link.pk, 0
    else:
        link.parent_id, link.root_id = parent.pk, parent.root_id
        link.generation = parent.generation + 1
